import { type ParamsOf } from '../core/codes/index.js';
import { type Finding, finding } from '../core/finding.js';
import { fileOrigin } from '../core/origin.js';

type SynthCode = 'AM8002' | 'AM8003' | 'AM8004' | 'AM8005';

/** Why a backend did not synthesise; the finding has the words. */
export class SynthError extends Error {
  override readonly name = 'SynthError';
  readonly finding: Finding;

  constructor(found: Finding) {
    super(`${found.title}: ${found.message}. ${found.remedy}`);
    this.finding = found;
  }
}

/** The error with the words of a code, about a file of the project. */
export function synthError<C extends SynthCode>(code: C, file: string, params: ParamsOf<C>): SynthError {
  return new SynthError(finding(code, 'project', fileOrigin(file), params));
}

import { fileOrigin } from '../src/core/origin.js';
import { type Plan } from '../src/core/plan.js';
import { type Finding } from '../src/core/finding.js';
import { type LedgerEntry } from '../src/core/ledger.js';

export const EMPTY_PLAN: Plan = {
  features: ['auth'],
  inputs: [],
  edits: [],
  ledger: [],
  findings: [],
  access: [],
  secrets: [],
};

/** A finding with words of its own, so that the printers are tested apart from the table of codes. */
export function someFinding(over: Partial<Finding> = {}): Finding {
  return {
    code: 'AM0001',
    level: 'warning',
    title: 'Unknown setting',
    message: '`shutter` is not a setting',
    remedy: 'Check whether it still matters.',
    feature: 'auth',
    origin: {
      ...fileOrigin('amplify/backend/auth/club/cli-inputs.json'),
      pointer: '/shutter',
      line: 7,
      column: 3,
    },
    ...over,
  };
}

/** A ledger entry in team-provider-info.json. */
export function someEntry(pointer: string, value: LedgerEntry['value']): LedgerEntry {
  return {
    origin: { file: 'amplify/team-provider-info.json', pointer, line: 3, column: 5 },
    value,
    disposition: { kind: 'exact', target: { path: 'amplify/auth/resource.ts', property: 'loginWith' } },
  };
}

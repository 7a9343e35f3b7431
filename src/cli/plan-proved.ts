import { type Finding } from '../core/finding.js';
import { type Report } from '../report/report.js';
import { draftBeside, type DraftedBeside } from './earlier.js';
import { type PlanRequest } from './make-plan.js';
import { type Planned, planEdits } from './plan-edits.js';
import { type ProofMeans, proveData } from './prove-data.js';

export interface ProvedPlan extends Planned {
  readonly drafted: DraftedBeside;
  readonly verified: Report['verified'];
}

/**
 * The changes of files, with the schema proved where that is possible. A builder that is refused gives way to
 * the SDL, unless the person asked for it. @throws MigrateError
 */
export async function planProved(
  request: PlanRequest,
  drafted: DraftedBeside,
  means: ProofMeans,
): Promise<ProvedPlan> {
  const { outRoot, tell } = means;
  tell('writing code');
  const planned = await planEdits(drafted, outRoot);
  const proof = await proveData(drafted, planned.plan, means);
  if (proof.kind === 'told') {
    return { ...withFindings(planned, proof.findings), drafted, verified: proof.verified };
  }
  if (request.options.schema === 'builder') {
    return { ...withFindings(planned, [proof.finding]), drafted, verified: 'none' };
  }
  const options = { ...request.options, schema: 'sdl', refused: 'builder' } as const;
  const second = await draftBeside({ ...request, options }, outRoot, tell);
  tell('writing code');
  // The plan that is left does not have the difference: what told of it is the reason for the SDL.
  const reason: Finding = { ...proof.finding, level: 'note' };
  const other = await planEdits(second, outRoot);
  return { ...withFindings(other, [reason]), drafted: second, verified: 'none' };
}

function withFindings({ plan, install }: Planned, findings: readonly Finding[]): Planned {
  return { plan: { ...plan, findings: [...plan.findings, ...findings] }, install };
}

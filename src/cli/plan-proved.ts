import { type Finding } from '../core/finding.js';
import { type Report } from '../report/report.js';
import { draftBeside, type DraftedBeside } from './earlier.js';
import { type PlanRequest } from './make-plan.js';
import { type Planned, planEdits } from './plan-edits.js';
import { type ProofMeans, type ToldByProof, proveData } from './prove-data.js';

export interface ProvedPlan extends Planned {
  readonly drafted: DraftedBeside;
  readonly verified: Report['verified'];
}

/**
 * The changes of files, with the schema proved where that is possible. A builder that is refused gives way to
 * the SDL, and that to AmplifyGraphqlApi, unless the person asked for it. @throws MigrateError
 */
export async function planProved(
  request: PlanRequest,
  drafted: DraftedBeside,
  means: ProofMeans,
): Promise<ProvedPlan> {
  const { outRoot, tell } = means;
  tell('writing code');
  const planned = await planEdits(drafted, outRoot);
  const { schema, refused = [] } = request.options;
  // The SDL that stands for a builder was asked for by nobody.
  const isAsked = schema !== undefined && schema !== 'auto' && refused.length === 0;
  const proof = await proveData(drafted, planned.plan, means, isAsked);
  if (proof.kind === 'told') {
    return { ...withTold(planned, proof.told), drafted, verified: proof.verified };
  }
  if (isAsked) {
    return { ...withTold(planned, { findings: [proof.finding], access: [] }), drafted, verified: 'none' };
  }
  const options = { ...request.options, schema: BELOW[proof.way], refused: [...refused, proof.way] };
  const second = { ...request, options };
  const other = await planProved(second, await draftBeside(second, outRoot, tell), means);
  // The plan that is left does not have the difference: what told of it is the reason for the other way.
  const reason: Finding = { ...proof.finding, level: 'note' };
  return { ...other, ...withTold(other, { findings: [reason], access: [] }) };
}

const BELOW = { builder: 'sdl', sdl: 'construct' } as const;

function withTold({ plan, install }: Planned, { findings, access }: ToldByProof): Planned {
  const both = { findings: [...plan.findings, ...findings], access: [...plan.access, ...access] };
  return { plan: { ...plan, ...both }, install };
}

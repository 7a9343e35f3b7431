import { type BackendPart } from '../../../src/core/feature.js';
import { code, type Code, ModuleText } from '../../../src/emit/code.js';
import { environmentName } from '../../../src/emit/environment-name.js';
import { type Lane, type LaneInput } from '../lane.js';
import { modelTables } from '../tables/resources.js';
import { type OverridePlan } from './override/plan.js';
import { type ReplacedPlan, replaceTemplateFunction } from './replaced.js';
import { API, API_TYPE, CFN_GROUPS } from './targets.js';

export const OVERRIDES_PATH = 'amplify/data/custom/overrides.ts';
const OVERRIDES_FUNCTION = 'applyGen1Overrides';

/** amplify/data/custom/overrides.ts: what the user changed in what Gen 1 generates. Null when that is nothing. */
export function overridesModule(
  { takeover }: LaneInput,
  lane: Lane,
  replaced: ReplacedPlan,
  override: OverridePlan,
): {
  readonly path: string;
  readonly text: string;
  readonly statement: BackendPart['statements'][number];
} | null {
  const body: Code[] = [...override.statements];
  const module = new ModuleText();
  for (const { name, from, typeOnly } of override.imports) {
    if (typeOnly) module.useType(name, from);
    else module.use(name, from);
  }
  if (replaced.statements.length > 0) {
    body.push(replaceTemplateFunction(module.use('readFileSync', 'node:fs')), ...replaced.statements);
  }
  if (body.length === 0) return null;
  const used = CFN_GROUPS.filter((name) =>
    body.some((statement) => new RegExp(`\\b${name}\\b`).test(statement)),
  );
  const taken =
    used.length === 0 ? [] : [code`const { ${used.join(', ') as Code} } = resources.cfnResources;`];
  const tables = modelTables(body, module);
  module.add(code`/** What Gen 1's override.ts and resolvers/ change in the generated API. */
export function ${OVERRIDES_FUNCTION as Code}({ resources }: ${API_TYPE[lane](module)}) {
${[...taken, ...tables, ...environmentName(takeover, body), ...body].join('\n') as Code}
}`);
  const call = `${OVERRIDES_FUNCTION}(${API[lane]});`;
  return {
    path: OVERRIDES_PATH,
    text: module.toString(),
    statement: { code: call, imports: [{ name: OVERRIDES_FUNCTION, from: './data/custom/overrides' }] },
  };
}

import { type Finding } from '../../../src/core/finding.js';
import { type JsonNode, type JsonScalar, leavesOf, membersOf, at, stringAt } from '../../../src/core/json.js';
import { type Disposition, type Ledger } from '../../../src/core/ledger.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type Lane, type LaneInput } from '../lane.js';
import { customObstacles } from './slot-obstacles.js';
import { type CustomPlan, CUSTOM_FOLDER, planCustom } from './plan.js';
import { slotsOf } from './slots.js';
import { RESOLVERS_FOLDER } from './stack-properties.js';

/** Documents and the schema have readers of their own. */
const READ_ELSEWHERE =
  /^(?:schema\.graphql|schema\/.*|cli-inputs\.json|parameters\.json|transform\.conf\.json|custom-roles\.json|override\.ts)$/;

/**
 * Puts every file below the folder of the API into the ledger that no other reader does: custom stacks leaf by
 * leaf, templates and the rest of the files whole. Returns what is found only here.
 */
export function coverCustom(input: LaneInput, lane: Lane, ledger: Ledger): readonly Finding[] {
  const plan = planCustom(input, lane);
  for (const one of plan.stacks) coverStack(one, ledger);
  for (const { leaf, disposition } of plan.override.leaves) {
    ledger.cover(leaf);
    ledger.settle(leaf, disposition);
  }
  settleParameters(input, plan, ledger);
  const read = new Set(plan.stacks.map(({ stack }) => stack.path));
  const slots = new Set(slotsOf(input.app, input.resource).flatMap(({ files }) => files));
  const lost = lane === 'construct' ? new Map<string, Finding>() : lostFiles(input);
  for (const file of input.resource.files) {
    const path = `${input.resource.folder ?? ''}/${file}`;
    if (READ_ELSEWHERE.test(file) || read.has(path)) continue;
    const leaf: JsonScalar = { kind: 'scalar', value: file, origin: fileOrigin(path) };
    ledger.cover(leaf);
    ledger.settle(leaf, fileDisposition(file, path, plan, slots, lost));
  }
  return [];
}

function lostFiles(input: LaneInput): Map<string, Finding> {
  const slots = slotsOf(input.app, input.resource);
  return new Map(
    customObstacles(input).flatMap(({ finding: told }, index) =>
      (slots[index]?.files ?? []).map((file) => [file, told] as const),
    ),
  );
}

function fileDisposition(
  file: string,
  path: string,
  plan: CustomPlan,
  slots: ReadonlySet<string>,
  lost: ReadonlyMap<string, Finding>,
): Disposition {
  const told = lost.get(path) ?? plan.told.get(path);
  const template = plan.templates.find((one) => one.path === path);
  if (template !== undefined) {
    const target = { path: `${RESOLVERS_FOLDER}/${template.name}` };
    return told === undefined ? { kind: 'override', target } : { kind: 'changed', target, finding: told };
  }
  if (told !== undefined) return { kind: 'manual', finding: told };
  if (slots.has(path))
    return { kind: 'override', target: { path: 'amplify/data/api.ts', property: 'functionSlots' } };
  return { kind: 'bookkeeping', because: becauseOf(file) };
}

function becauseOf(file: string): string {
  if (/(?:^|\/)(?:tsconfig(?:\.\w+)?\.json|package(?:-lock)?\.json|yarn\.lock)$/.test(file)) {
    return 'by which Gen 1 compiles override.ts';
  }
  if (/\.md$/i.test(file)) return 'a text for people';
  if (file.endsWith('.vtl')) return 'no resolver of Gen 1 reads it';
  return 'Gen 1 does not deploy it';
}

function coverStack({ stack, module, path }: CustomPlan['stacks'][number], ledger: Ledger): void {
  const { template } = stack;
  ledger.cover(template);
  const target = { path: module.text === null ? CUSTOM_FOLDER : path };
  for (const section of ['Resources', 'Outputs']) {
    for (const [id, node] of membersOf(at(template, section))) {
      const told = module.refused.get(id);
      if (told !== undefined) ledger.settle(node, { kind: 'manual', finding: told });
      else settleChanged(node, module.findings, path, id, ledger);
    }
  }
  const placeholder = at(template, 'Resources', 'EmptyResource');
  if (placeholder !== undefined && stringAt(placeholder, 'Type') === 'Custom::EmptyResource') {
    settleRest(placeholder, { kind: 'bookkeeping', because: 'a placeholder that is never deployed' }, ledger);
  }
  for (const [id, node] of membersOf(at(template, 'Resources'))) {
    settleRest(node, { kind: 'override', target: { ...target, property: id } }, ledger);
  }
  for (const [id, node] of membersOf(at(template, 'Outputs'))) {
    const value = at(node, 'Value');
    const isEmpty = value?.kind === 'scalar' && value.value === '';
    settleRest(
      node,
      isEmpty || module.text === null
        ? { kind: 'bookkeeping', because: 'an output without a value' }
        : { kind: 'override', target: { ...target, property: id } },
      ledger,
    );
  }
  settleRest(
    template,
    { kind: 'bookkeeping', because: 'how the template gets its values: they are in the code' },
    ledger,
  );
}

/** The leaf that a warning is about. */
function settleChanged(
  node: JsonNode,
  findings: readonly Finding[],
  path: string,
  id: string,
  ledger: Ledger,
): void {
  for (const leaf of leavesOf(node)) {
    const told = findings.find(
      ({ origin }) => origin.file === leaf.origin.file && origin.pointer === leaf.origin.pointer,
    );
    if (told === undefined || ledger.isSettled(leaf)) continue;
    ledger.settle(leaf, { kind: 'changed', target: { path, property: id }, finding: told });
  }
}

function settleRest(node: JsonNode, disposition: Disposition, ledger: Ledger): void {
  if (!ledger.isSettled(node)) ledger.settle(node, disposition);
}

/** Values in parameters.json that only a custom stack asks for: they are in its code. */
function settleParameters({ settings }: LaneInput, { stacks }: CustomPlan, ledger: Ledger): void {
  for (const document of settings.documents) {
    if (!document.origin.file.endsWith('/parameters.json')) continue;
    for (const [name, node] of membersOf(document)) {
      const asking = stacks.find(({ stack }) => at(stack.template, 'Parameters', name) !== undefined);
      if (asking === undefined || ledger.isSettled(node)) continue;
      ledger.settle(node, { kind: 'override', target: { path: asking.path, property: name } });
    }
  }
}

import { type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type Disposition } from '../../../src/core/ledger.js';
import { Refusal } from '../../shared/template/refusal.js';
import { sorted } from '../../shared/template/order.js';
import { type FunctionContext } from '../context.js';
import { type ProjectOutputs } from '../../shared/references/outputs.js';
import { type Surroundings } from '../../shared/references/surroundings.js';
import { planSchedule } from '../schedule/plan.js';
import { carryResource } from './carry.js';
import { conditionHolds } from './conditions.js';
import { type Retention, planLogGroup } from './log-group.js';
import { isOnOwnRole, ownIds } from './own-role.js';

/** What calls a function, and what its template has besides it. */
export interface SourcesPlan {
  /** For `defineFunction({ schedule })`. */
  readonly schedules: readonly string[];
  readonly retention: Retention | null;
}

/**
 * Plans the event sources, permissions and own resources in the template of a function, and settles them. It goes
 * before the rights, which may refer to what the template makes.
 */
export function planSources(
  context: FunctionContext,
  surroundings: Surroundings,
  outputs: ProjectOutputs,
): SourcesPlan {
  const own = ownIds(context);
  const schedules: string[] = [];
  const replaced = new Set<string>();
  const doubles: string[] = [];
  let retention: Retention | null = null;
  for (const [id, node] of sorted(
    membersOf(at(context.model.documents.template ?? undefined, 'Resources')),
  )) {
    const type = stringAt(node, 'Type');
    if (id === own.lambda || id === own.role) continue;
    if (type === 'AWS::IAM::Policy' && isOnOwnRole(node, own)) continue;
    const isDeployed = deployed(node, context);
    if (isDeployed === false) continue;
    const kept = isDeployed ? planLogGroup(node, context) : null;
    if (kept !== null) {
      retention = kept;
      continue;
    }
    if (type === 'AWS::Events::Rule' && isDeployed) {
      const planned = planSchedule(id, node, context);
      if (planned !== null) {
        replaced.add(id);
        if (planned.isOn) doubles.push('a schedule');
        if (planned.argument !== null) schedules.push(planned.argument);
        continue;
      }
    }
    const given =
      type === 'AWS::Lambda::Permission' ? givenBySource(node, replaced, context, surroundings) : null;
    if (given !== null) context.settle(node, given);
    else if (attempt(id, node, context, outputs) && isShared(node, context)) {
      doubles.push(`the event source ${id}`);
    }
  }
  if (doubles.length > 0) {
    context.tell('AM4114', context.origin, { name: context.name, sources: [...new Set(doubles)] });
  }
  return { schedules, retention };
}

/** Whether Gen 1 deploys a resource; undefined when nobody knows. What it does not deploy is settled. */
function deployed(node: JsonNode, context: FunctionContext): boolean | undefined {
  const condition = stringAt(node, 'Condition');
  if (condition === undefined) return true;
  const holds = conditionHolds(condition, context);
  if (holds === false) context.bookkeeping(node, `Gen 1 does not deploy it: ${condition} does not hold.`);
  return holds;
}

/** Whether a resource is an event source that Gen 1's function listens to as well. */
function isShared(node: JsonNode, { model }: FunctionContext): boolean {
  const source = at(node, 'Properties', 'EventSourceArn');
  if (stringAt(node, 'Type') !== 'AWS::Lambda::EventSourceMapping' || source === undefined) return false;
  const own = stringAt(source, 'Fn::GetAtt', 0) ?? '';
  return at(model.documents.template ?? undefined, 'Resources', own) === undefined;
}

/** Why a permission needs not be made: what calls the function brings its own. */
function givenBySource(
  node: JsonNode,
  replaced: ReadonlySet<string>,
  context: FunctionContext,
  { buckets }: Surroundings,
): Disposition | null {
  const properties = at(node, 'Properties');
  const rule = stringAt(properties, 'SourceArn', 'Fn::GetAtt', 0) ?? '';
  if (replaced.has(rule)) return { kind: 'default', because: 'The schedule of Gen 2 may call its function.' };
  const isTrigger = buckets.some(({ triggers }) =>
    triggers.some(({ functionName }) => functionName === context.model.functionName),
  );
  const isOfBucket = isTrigger && stringAt(properties, 'Principal') === 's3.amazonaws.com';
  return isOfBucket
    ? { kind: 'default', because: 'The notification of a bucket brings its permission.' }
    : null;
}

/** False when it can't be said: told, and what refers to it stays behind with it. */
function attempt(id: string, node: JsonNode, context: FunctionContext, outputs: ProjectOutputs): boolean {
  const type = stringAt(node, 'Type') ?? '';
  try {
    if (deployed(node, context) === undefined) throw new Refusal('its condition is not known', node.origin);
    if (type === 'AWS::Lambda::Function') throw new Refusal('it is a second function', node.origin);
    carryResource(id, node, context, outputs);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (type === 'AWS::Lambda::EventSourceMapping') {
      context.manual(node, 'AM4123', { name: context.name, source: `${id}: ${error.message}` });
    } else context.manual(node, 'AM4120', { name: context.name, id, type, why: error.message });
    return false;
  }
}

import {
  type Json,
  type JsonNode,
  at,
  itemsOf,
  membersOf,
  stringAt,
  toValue,
} from '../../../src/core/json.js';
import { type LambdaContext } from './context.js';
import { type LayerPlan, planLayers } from './layers.js';
import { plainEverywhere } from './parameters.js';
import { functionNode } from './read.js';

/** Versions of Node.js that `defineFunction` takes and Lambda still creates functions on. */
export type NodeVersion = 20 | 22 | 24;

export interface FunctionSettings {
  readonly runtime:
    | { readonly kind: 'node'; readonly version: NodeVersion }
    | { readonly kind: 'other'; readonly identifier: string };
  readonly timeoutSeconds: number | null;
  readonly memoryMB: number;
  readonly ephemeralStorageSizeMB: number | null;
  readonly architecture: 'arm64' | null;
  readonly layers: LayerPlan['modules'];
  /** Where `layers` can't say which they are: all layers, in their order. */
  readonly orderedLayers: LayerPlan['ordered'] | null;
  /** Further properties of AWS::Lambda::Function, for `addPropertyOverride`. */
  readonly overrides: readonly { readonly name: string; readonly value: Json }[];
}

/** Settles and reads the properties of the function, but for its environment. */
export function planSettings(context: LambdaContext, undeclared: readonly string[]): FunctionSettings {
  const { model } = context;
  const node = functionNode(model.documents.template);
  const properties = at(node, 'Properties');
  const runtime = runtimeOf(context, at(properties, 'Runtime'));
  const layers = planLayers(context, at(properties, 'Layers'), undeclared);
  const settings: FunctionSettings = {
    runtime,
    timeoutSeconds: model.documents.template
      ? wholeNumber(context, properties, 'Timeout', 'timeoutSeconds', [1, 900])
      : TIMEOUT_OF_GEN1,
    // Without a setting Lambda gives 128 MB, and defineFunction 512.
    memoryMB: wholeNumber(context, properties, 'MemorySize', 'memoryMB', [128, 10240]) ?? 128,
    ephemeralStorageSizeMB: wholeNumber(
      context,
      at(properties, 'EphemeralStorage'),
      'Size',
      'ephemeralStorageSizeMB',
      [512, 10240],
    ),
    architecture: architectureOf(context, at(properties, 'Architectures')),
    layers: layers.modules,
    orderedLayers: layers.isComplete ? null : layers.ordered,
    overrides: overridesOf(context, properties),
  };
  for (const name of ['Handler', 'FunctionName', 'Code', 'Role', 'PackageType']) {
    settleFixed(context, name, at(properties, name));
  }
  return settings;
}

/** What the templates of the CLI say; Lambda's own default is 3 seconds. */
const TIMEOUT_OF_GEN1 = 25;

const NEWEST_WITH_CALLBACKS: NodeVersion = 22;
const KEPT: readonly number[] = [20, 22, 24] satisfies NodeVersion[];

/**
 * Older versions become 22: Lambda has retired them (aws-cdk-lib marks 18 and older as such), and 24 no longer
 * calls handlers that answer through a callback, which many triggers of Gen 1 do.
 */
function runtimeOf(context: LambdaContext, node: JsonNode | undefined): FunctionSettings['runtime'] {
  const identifier = node?.kind === 'scalar' ? String(node.value) : '';
  const target = context.target('runtime');
  if (identifier !== '' && !identifier.startsWith('nodejs')) {
    if (node) context.notNode(node, identifier);
    return { kind: 'other', identifier };
  }
  const gen1 = Number(/^nodejs(\d+)/.exec(identifier)?.[1]);
  const version = KEPT.includes(gen1) ? (gen1 as NodeVersion) : NEWEST_WITH_CALLBACKS;
  if (!node) return { kind: 'node', version };
  if (version === gen1) context.settle(node, { kind: 'exact', target });
  else {
    const params = { trigger: context.label, gen1: identifier, gen2: version };
    context.settle(node, {
      kind: 'changed',
      target,
      finding: context.tell('AM1303', node.origin, params, target),
    });
  }
  return { kind: 'node', version };
}

function wholeNumber(
  context: LambdaContext,
  parent: JsonNode | undefined,
  name: string,
  property: string,
  [min, max]: readonly [number, number],
): number | null {
  const node = at(parent, name);
  if (!node) return null;
  const value = plainEverywhere(context, node);
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value !== '');
  const number = isNumber ? Number(value) : NaN;
  if (Number.isInteger(number) && number >= min && number <= max) {
    context.settle(node, { kind: 'exact', target: context.target(property) });
    return number;
  }
  refused(context, name, node);
  return null;
}

function refused(context: LambdaContext, name: string, node: JsonNode): void {
  const text = JSON.stringify(toValue(node));
  context.manual(node, 'AM1318', { trigger: context.label, name, text });
}

function architectureOf(context: LambdaContext, node: JsonNode | undefined): 'arm64' | null {
  if (!node) return null;
  const [name] = itemsOf(node).map((item) => (item.kind === 'scalar' ? item.value : null));
  if (name === 'arm64' || name === 'x86_64') {
    context.settle(node, { kind: 'exact', target: context.target('architecture') });
    return name === 'arm64' ? name : null;
  }
  refused(context, 'Architectures', node);
  return null;
}

const HANDLED = new Set([
  'Architectures',
  'Code',
  'Environment',
  'EphemeralStorage',
  'FunctionName',
  'Handler',
  'Layers',
  'MemorySize',
  'PackageType',
  'Role',
  'Runtime',
  'Timeout',
]);

function overridesOf(
  context: LambdaContext,
  properties: JsonNode | undefined,
): { name: string; value: Json }[] {
  return [...membersOf(properties)].flatMap(([name, node]) => {
    if (HANDLED.has(name) || context.ledger.isSettled(node)) return [];
    const value = plainEverywhere(context, node);
    if (value === undefined) {
      refused(context, name, node);
      return [];
    }
    context.settle(node, { kind: 'override', target: { path: 'amplify/backend.ts', property: name } });
    return [{ name, value }];
  });
}

function settleFixed(context: LambdaContext, name: string, node: JsonNode | undefined): void {
  if (!node) return;
  switch (name) {
    case 'Handler':
      context.settle(node, { kind: 'exact', target: context.target('entry') });
      break;
    case 'Role':
      if (stringAt(node, 'Fn::GetAtt') === undefined && itemsOf(at(node, 'Fn::GetAtt')).length === 0) {
        refused(context, name, node);
      } else context.settle(node, { kind: 'default', because: 'Gen 2 makes a role for every function.' });
      break;
    case 'FunctionName':
      context.bookkeeping(node, context.nameReason);
      break;
    default:
      context.bookkeeping(node, 'Gen 2 bundles and uploads the code itself.');
  }
}

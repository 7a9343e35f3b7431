import { type JsonNode, itemsOf, toValue } from '../../../src/core/json.js';
import { type Disposition } from '../../../src/core/ledger.js';
import { type Entry, code, literal, object } from '../../../src/emit/code.js';
import { type LambdaContext } from './context.js';
import { environmentCode } from './emit.js';
import { isSame, valuesOf } from './environment.js';
import { type Part, isForeign, shownParts, textOf } from './intrinsics.js';
import { parameterValue, parametersIn } from './parameters.js';

/** A layer of a function: the name of one that the project makes itself, or its ARN. */
export type LayerUse = { readonly own: string } | { readonly arn: readonly Part[] };

export interface LayerPlan {
  /** Keys for `layers`, which are the modules that are left out of the bundle, and ARNs. */
  readonly modules: ReadonlyMap<string, string>;
  readonly ordered: readonly LayerUse[];
  /** Whether `layers` of `defineFunction` stands for all of them, and amplify/backend.ts has nothing to add. */
  readonly isComplete: boolean;
}

/** What `defineFunction` takes for a layer. Source: layer_parser of @aws-amplify/backend-function. */
const LAYER_ARN = /^arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:([a-zA-Z0-9-_]+):\d+$/;
/** One of the account and the region of the deployment, which `defineFunction` takes by name and version. */
const OWN_ARN = /^arn:(?:aws|\$\{partition\}):lambda:\$\{region\}:\$\{account\}:layer:([\w-]+:\d+)$/;
/** One whose ARN only a deployment knows. */
const OPEN_ARN =
  /^arn:(?:[\w-]+|\$\{partition\}):lambda:(?:[\w-]+|\$\{region\}):(?:\d{12}|\$\{account\}):layer:((?:[\w-]|\$\{branch\})+):\d+$/;

/**
 * The layers of a function. Packages that the code loads and nobody declares come from them, most likely; files
 * below /opt certainly do.
 */
export function planLayers(
  context: LambdaContext,
  node: JsonNode | undefined,
  undeclared: readonly string[],
): LayerPlan {
  const modules = new Map<string, string>();
  const ordered: LayerUse[] = [];
  let isComplete = context.isNode;
  const external = [...undeclared, ...filesOfLayers(context)];
  const add = (layer: LayerUse, name: string, value: string): void => {
    const keys = ordered.length === 0 && external.length > 0 ? external : [name];
    for (const key of keys) modules.set(key, value);
    ordered.push(layer);
  };
  for (const item of itemsOf(node)) {
    const own = context.ownLayer(item);
    if (own !== null) {
      // The ARN is known when the layer is made: amplify/backend.ts puts it in the place of this one.
      add({ own }, own, `${own}:1`);
      isComplete = false;
      context.settle(item, IN_BACKEND);
      continue;
    }
    const layer = layerOf(context, item);
    if (layer === null) {
      const text = JSON.stringify(toValue(item));
      context.manual(item, 'AM1318', { trigger: context.label, name: 'Layers', text });
      continue;
    }
    add({ arn: layer.parts }, layer.name, layer.value);
    isComplete &&= layer.isComplete;
    settleUse(context, item, layer);
  }
  context.settle(node, { kind: 'default', because: 'Gen 2 gives a function no layers either.' });
  return { modules, ordered, isComplete: isComplete || ordered.length === 0 };
}

const IN_BACKEND = {
  kind: 'override',
  target: { path: 'amplify/backend.ts', property: 'layers' },
} as const satisfies Disposition;

interface Layer {
  readonly name: string;
  /** For `layers` of `defineFunction`. */
  readonly value: string;
  readonly parts: readonly Part[];
  /** Whether that value is the layer, and not a stand-in for what amplify/backend.ts sets. */
  readonly isComplete: boolean;
}

/** Null: its ARN is none that is known. */
function layerOf(context: LambdaContext, item: JsonNode): Layer | null {
  const values = valuesOf(context, item);
  const [first = []] = values.values();
  const shown = shownParts(first);
  const stated = LAYER_ARN.exec(shown)?.[1] ?? OPEN_ARN.exec(shown)?.[1];
  if (stated === undefined || isForeign(first)) return null;
  const name = stated.replace(/[-_]?\$\{branch\}/g, '') || 'layer';
  if (!isSame(values)) {
    const parts = byEnvironment(context, values);
    return parts && { name, value: `${name}:1`, parts, isComplete: false };
  }
  const arn = textOf(first);
  if (arn !== undefined) return { name, value: arn, parts: first, isComplete: true };
  const version = OWN_ARN.exec(shown)?.[1];
  if (version !== undefined) return { name, value: version, parts: first, isComplete: true };
  return { name, value: `${name}:1`, parts: first, isComplete: false };
}

/** The ARN of each environment, that of the chosen one for others; null: one of them is not known. */
function byEnvironment(
  context: LambdaContext,
  values: ReadonlyMap<string, readonly Part[]>,
): readonly Part[] | null {
  const texts = [...values].map(([environment, parts]): [string, string | undefined] => [
    environment,
    textOf(parts),
  ]);
  const [chosen] = texts;
  if (chosen?.[1] === undefined || texts.some(([, text]) => text === undefined || !LAYER_ARN.test(text)))
    return null;
  const rows = object(texts.map(([environment, text]): Entry => [environment, literal(text ?? '')]));
  const other = literal(chosen[1]);
  return [
    {
      code: code`((${rows} as Record<string, string>)[${environmentCode(context)}] ?? ${other})`,
      shown: chosen[1],
    },
  ];
}

function settleUse(context: LambdaContext, item: JsonNode, layer: Layer): void {
  const target = layer.isComplete && context.isNode ? context.target('layers') : IN_BACKEND.target;
  const params = { trigger: context.label, layer: shownParts(layer.parts) };
  const disposition: Disposition = context.isNode
    ? { kind: 'changed', target, finding: context.tell('AM1317', item.origin, params, target) }
    : IN_BACKEND;
  context.settle(item, disposition);
  for (const parameter of parametersIn(item)) {
    for (const environment of context.environments) {
      context.settle(parameterValue(context.model, parameter, environment)?.node, disposition);
    }
  }
}

/** What the code loads by a path below /opt, where Lambda puts the files of layers. */
function filesOfLayers({ model }: LambdaContext): readonly string[] {
  const specifiers = model.sources.files
    .flatMap(({ facts }) => facts?.loads ?? [])
    .map(({ specifier }) => specifier);
  return [...new Set(specifiers.filter((specifier) => specifier.startsWith('/opt/')))];
}

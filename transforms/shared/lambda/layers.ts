import { type JsonNode, itemsOf, toValue } from '../../../src/core/json.js';
import { type LambdaContext } from './context.js';
import { evaluate, textOf } from './intrinsics.js';
import { parameterValue, parametersIn, scopeOf } from './parameters.js';

/** A layer of a function: its ARN, or the name of a layer that the project makes itself. */
export interface LayerUse {
  readonly layer: string;
  readonly own: boolean;
}

export interface LayerPlan {
  /** Keys for `layers`, which are the modules that are left out of the bundle, and ARNs. */
  readonly modules: ReadonlyMap<string, string>;
  readonly ordered: readonly LayerUse[];
}

/** What `defineFunction` takes for a layer. Source: layer_parser of @aws-amplify/backend-function. */
const LAYER_ARN = /^arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:([a-zA-Z0-9-_]+):\d+$/;

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
  const external = [...undeclared, ...filesOfLayers(context)];
  const scope = scopeOf(context, context.app.environment.name);
  const add = (layer: string, own: boolean, name: string, value: string): void => {
    const keys = ordered.length === 0 && external.length > 0 ? external : [name];
    for (const key of keys) modules.set(key, value);
    ordered.push({ layer, own });
  };
  for (const item of itemsOf(node)) {
    const own = context.ownLayer(item);
    const arn = textOf(evaluate(item, scope));
    const name = arn === undefined ? undefined : LAYER_ARN.exec(arn)?.[1];
    if (own !== null) {
      // The ARN is known when the layer is made: amplify/backend.ts puts it in the place of this one.
      add(own, true, own, `${own}:1`);
      context.settle(item, { kind: 'override', target: { path: 'amplify/backend.ts', property: 'layers' } });
      continue;
    }
    if (arn === undefined || name === undefined) {
      const text = JSON.stringify(toValue(item));
      context.manual(item, 'AM1318', { trigger: context.label, name: 'Layers', text });
      continue;
    }
    add(arn, false, name, arn);
    const target = context.target('layers');
    const params = { trigger: context.label, layer: arn };
    const disposition = {
      kind: 'changed',
      target,
      finding: context.tell('AM1317', item.origin, params, target),
    } as const;
    context.settle(item, disposition);
    for (const parameter of parametersIn(item)) {
      context.settle(parameterValue(context.model, parameter, scope.environment)?.node, disposition);
    }
  }
  context.settle(node, { kind: 'default', because: 'Gen 2 gives a function no layers either.' });
  return { modules, ordered };
}

/** What the code loads by a path below /opt, where Lambda puts the files of layers. */
function filesOfLayers({ model }: LambdaContext): readonly string[] {
  const specifiers = model.sources.files
    .flatMap(({ facts }) => facts?.loads ?? [])
    .map(({ specifier }) => specifier);
  return [...new Set(specifiers.filter((specifier) => specifier.startsWith('/opt/')))];
}

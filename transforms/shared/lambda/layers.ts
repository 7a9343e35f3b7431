import { type JsonNode, itemsOf, toValue } from '../../../src/core/json.js';
import { type LambdaContext } from './context.js';
import { evaluate, textOf } from './intrinsics.js';
import { parameterValue, parametersIn, scopeOf } from './parameters.js';

/** Keys for `layers`, which are the modules that are left out of the bundle, and ARNs. */
export type LayerPlan = ReadonlyMap<string, string>;

/** What `defineFunction` takes for a layer. Source: layer_parser of @aws-amplify/backend-function. */
const LAYER_ARN = /^arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:([a-zA-Z0-9-_]+):\d+$/;

/**
 * Layers that are given by ARN. Packages that the code loads and nobody declares come from them, most likely;
 * a layer that the project makes itself has no name in Gen 2 yet.
 */
export function planLayers(
  context: LambdaContext,
  node: JsonNode | undefined,
  undeclared: readonly string[],
): LayerPlan {
  const layers = new Map<string, string>();
  if (!node) return layers;
  const scope = scopeOf(context, context.app.environment.name);
  for (const item of itemsOf(node)) {
    const arn = textOf(evaluate(item, scope));
    const name = arn === undefined ? undefined : LAYER_ARN.exec(arn)?.[1];
    if (arn === undefined || name === undefined) {
      const text = JSON.stringify(toValue(item));
      context.manual(item, 'AM1318', { trigger: context.label, name: 'Layers', text });
      continue;
    }
    const keys = layers.size === 0 && undeclared.length > 0 ? undeclared : [name];
    for (const key of keys) layers.set(key, arn);
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
  return layers;
}

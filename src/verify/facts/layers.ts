import { type Json } from '../../core/json.js';
import { type JsonObject } from '../template.js';
import { type Deployment } from './deployment.js';
import { set, textOf } from './normal.js';

const NAME = 'Layer.';

/** Layers of the backend that others than its own account may use, with who that is. */
export function layerFacts(deployment: Deployment): JsonObject {
  return Object.fromEntries(
    deployment
      .ofType('AWS::Lambda::LayerVersion')
      .filter(({ id }) => id.startsWith(NAME))
      .map(({ id }): [string, Json[]] => [id.slice(NAME.length), sharedWith(id, deployment)])
      .filter(([, others]) => others.length > 0),
  );
}

/** `444455556666`, `*`, `* in o-abc`: the last is every account of an organization. */
function sharedWith(layer: string, deployment: Deployment): Json[] {
  return set(
    deployment
      .ofType('AWS::Lambda::LayerVersionPermission')
      .filter(({ properties }) => textOf(properties['LayerVersionArn']) === `\${${layer}}`)
      .filter(({ properties }) => properties['Principal'] !== '${AWS::AccountId}')
      .map(({ properties: { Principal, OrganizationId } }) =>
        OrganizationId === undefined
          ? textOf(Principal)
          : `${textOf(Principal)} in ${textOf(OrganizationId)}`,
      ),
  );
}

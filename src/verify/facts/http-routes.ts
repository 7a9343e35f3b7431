import { type Json } from '../../core/json.js';
import { type JsonObject } from '../template.js';
import { type Deployment } from './deployment.js';
import { items, set, textOf } from './normal.js';

/**
 * The routes of HTTP and WebSocket APIs that a function answers, each with who may call it: `GET /orders AWS_IAM`.
 * Neither generation makes such APIs by itself; people add them to templates of functions, and to backends.
 */
export function httpRoutes(
  deployment: Deployment,
  isFunction: (reference: Json | undefined) => boolean,
): Json[] {
  const integrations = deployment
    .ofType('AWS::ApiGatewayV2::Integration')
    .filter(({ properties }) => isFunction(properties['IntegrationUri']))
    .map(({ id }) => `\${${id}}`);
  const routes = deployment
    .ofType('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => integrations.some((id) => textOf(properties['Target']).includes(id)));
  // An API that is made in one call has one route, which asks nobody who they are.
  const quick = deployment
    .ofType('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => isFunction(properties['Target']));
  return set([...routes, ...quick].map(({ properties }) => route(properties)));
}

function route({ RouteKey, AuthorizationType, AuthorizationScopes }: JsonObject): string {
  const scopes = items(AuthorizationScopes).map(textOf).sort().join(' ');
  return [textOf(RouteKey) || '$default', textOf(AuthorizationType) || 'NONE', scopes].join(' ').trim();
}

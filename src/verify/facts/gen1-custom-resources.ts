import { type Json } from '../../core/json.js';
import { type JsonObject } from '../template.js';
import { type Deployment } from './deployment.js';
import { embedded, flag, items, record, textOf } from './normal.js';

/*
 * Part of what Gen 1 sets up is not in its templates: functions do it, called by custom resources whose
 * properties say what (amplify-cli, packages/amplify-category-auth, resources/auth-custom-resource/*.js and
 * resources/lambda-function.js; oAuth and role maps of versions before 2022, in their resources/cloudformation-templates).
 */

/** The properties of the custom resource that has a property of this name. */
export function gen1Inputs(deployment: Deployment, property: string): JsonObject | undefined {
  return deployment.resources.find(
    ({ type, properties }) => type.startsWith('Custom::') && Object.hasOwn(properties, property),
  )?.properties;
}

/** Multi-factor authentication of pools without EnabledMfas: SMS always, and TOTP when it is enabled. */
export function withMfaInputs(properties: JsonObject, deployment: Deployment): JsonObject {
  const inputs = gen1Inputs(deployment, 'totpEnabled');
  if (inputs === undefined) return properties;
  const totp = flag(inputs['totpEnabled'], false);
  return {
    ...properties,
    MfaConfiguration: inputs['mfaConfiguration'] ?? 'OFF',
    EnabledMfas: ['SMS_MFA', ...(totp ? ['SOFTWARE_TOKEN_MFA'] : [])],
    SmsAuthenticationMessage: inputs['smsAuthenticationMessage'] ?? null,
  };
}

/** OAuth settings that early versions write to both clients. */
export function withOAuthInputs(properties: JsonObject, deployment: Deployment): JsonObject {
  const inputs = gen1Inputs(deployment, 'oAuthMetadata');
  if (inputs === undefined) return properties;
  const providers = items(embedded(inputs['hostedUIProviderMeta'] ?? '[]')).map(
    (provider) => record(provider)['ProviderName'] ?? null,
  );
  return {
    ...properties,
    ...record(embedded(inputs['oAuthMetadata'])),
    AllowedOAuthFlowsUserPoolClient: true,
    SupportedIdentityProviders: [...providers, 'COGNITO'],
  };
}

/** Clients whose tokens choose a role, in projects that make the mapping beside the groups. */
export function roleMapClients(deployment: Deployment): string[] {
  const inputs = gen1Inputs(deployment, 'appClientIDWeb');
  return [inputs?.['appClientID'], inputs?.['appClientIDWeb']].flatMap((client) => {
    const role = /^\$\{UserPoolClient\.(.+)\}$/.exec(textOf(client))?.[1];
    return role === undefined ? [] : [role];
  });
}

/** Triggers that are set after the pool is there, to avoid a cycle between stacks. */
export function triggerInputs(deployment: Deployment): Map<string, Json> {
  const connections = items(gen1Inputs(deployment, 'lambdaConfig')?.['lambdaConfig']).map(record);
  return new Map(
    connections.map((connection) => [
      textOf(connection['triggerType']),
      connection['lambdaFunctionArn'] ?? null,
    ]),
  );
}

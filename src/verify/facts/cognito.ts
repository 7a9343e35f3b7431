import { type Json } from '../../core/json.js';
import { type JsonObject, type Stacks } from '../template.js';
import { attachedTo } from './attached.js';
import { Deployment, type Naming } from './deployment.js';
import { domainFacts, identityPoolFacts, identityProviderFacts, roleMappingFacts } from './federation.js';
import { withMfaInputs, withOAuthInputs } from './gen1-custom-resources.js';
import { mapStrings, textOf } from './normal.js';
import { roleFacts } from './permissions.js';
import { triggerFacts } from './triggers.js';
import { userPoolClientFacts } from './user-pool-client.js';
import { userPoolFacts } from './user-pool.js';

/**
 * Everything in a deployment that decides how sign-in and identities behave, in a form in which Gen 1 and
 * Gen 2 are equal when they behave alike. Parts that are not there are null or empty.
 */
export interface Facts {
  readonly UserPool: Json;
  /** By role: `web`, `native`, and the names of others. */
  readonly UserPoolClients: JsonObject;
  readonly UserPoolDomain: Json;
  readonly IdentityProviders: JsonObject;
  readonly IdentityPool: Json;
  /** By the role of the client that a user signed in with, or by provider. */
  readonly RoleMappings: JsonObject;
  /** By kind: `authenticated`, `unauthenticated`, `sms`. */
  readonly Roles: JsonObject;
  readonly Groups: JsonObject;
  /** By event. */
  readonly Triggers: JsonObject;
  /** Buckets in the stack of auth: Gen 1 has one for the page that a verification link leads to. */
  readonly Buckets: number;
}

/**
 * Reads the facts of a Gen 2 backend (`SynthResult.stacks`) or of Gen 1's templates (`gen1Stacks`). With `naming`
 * resources beside Cognito, which triggers may use, have the same names in both.
 */
export function cognitoFacts(stacks: Stacks, naming?: Naming): Facts {
  return cognitoFactsOf(new Deployment(stacks, naming));
}

/** The same for a deployment that others read as well. */
export function cognitoFactsOf(deployment: Deployment): Facts {
  const pool = deployment.named('UserPool');
  return {
    UserPool: pool
      ? {
          ...userPoolFacts(withMfaInputs(pool.properties, deployment), pool.deletionPolicy),
          Attached: attachedTo('UserPool', deployment),
        }
      : null,
    UserPoolClients: clientFacts(deployment),
    UserPoolDomain: domainFacts(deployment),
    IdentityProviders: identityProviderFacts(deployment),
    IdentityPool: identityPoolFacts(deployment),
    RoleMappings: roleMappingFacts(deployment),
    Roles: poolRoles(deployment),
    Groups: groupFacts(deployment),
    Triggers: triggerFacts(deployment),
    Buckets: deployment.ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('auth/')).length,
  };
}

const CLIENT = 'UserPoolClient.';

function clientFacts(deployment: Deployment): JsonObject {
  return Object.fromEntries(
    deployment.resources
      .filter(({ id }) => id.startsWith(CLIENT))
      .map(({ id, properties }) => {
        // A provider's name is what a reference to the provider gives.
        const named = mapStrings(properties, (text) => providerName(text, deployment));
        return [
          id.slice(CLIENT.length),
          userPoolClientFacts(withOAuthInputs(named as JsonObject, deployment)),
        ];
      }),
  );
}

function providerName(text: string, deployment: Deployment): string {
  const resource = text.startsWith('${') ? deployment.at(text) : undefined;
  if (resource?.type !== 'AWS::Cognito::UserPoolIdentityProvider') return text;
  return textOf(resource.properties['ProviderName']);
}

function poolRoles(deployment: Deployment): JsonObject {
  return Object.fromEntries(
    deployment.resources.flatMap((role): [string, Json][] => {
      const kind = /^Role\.(?!group:|function:)(.+)$/.exec(role.id)?.[1];
      return kind === undefined ? [] : [[kind, roleFacts(withoutExternalId(role), deployment.resources)]];
    }),
  );
}

/** The id that Cognito shows to the role for text messages is made up on both sides. */
function withoutExternalId<T extends { readonly properties: JsonObject }>(role: T): T {
  const text = JSON.stringify(role.properties).replace(/("sts:ExternalId":)"[^"]*"/g, '$1"${ExternalId}"');
  return { ...role, properties: JSON.parse(text) as JsonObject };
}

function groupFacts(deployment: Deployment): JsonObject {
  const groups = deployment
    .ofType('AWS::Cognito::UserPoolGroup')
    .filter(({ properties }) => properties['UserPoolId'] === '${UserPool}');
  const steps = [...new Set(groups.map(({ properties }) => precedence(properties)))].sort((a, b) => a - b);
  return Object.fromEntries(
    groups.map(({ properties }) => {
      const role = deployment.at(properties['RoleArn']);
      return [
        textOf(properties['GroupName']),
        {
          Precedence: properties['Precedence'] ?? null,
          // Only which group comes first counts: the lowest number wins, and none is the last.
          Rank: steps.indexOf(precedence(properties)),
          Role: role ? roleFacts(role, deployment.resources) : null,
        },
      ];
    }),
  );
}

function precedence(properties: JsonObject): number {
  const given = properties['Precedence'];
  return given === undefined ? Number.POSITIVE_INFINITY : Number(given);
}

import { decide } from '../iam/decide.js';
import { policiesOf } from '../iam/statements.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject } from '../template.js';
import { type Deployment } from './deployment.js';
import { record, textOf } from './normal.js';
import { OF_GEN2 } from './ssm-variables.js';

/** What code asks SSM for the value of a parameter with. */
const ASKING = ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'];

/** The name that Gen 1's CLI gives the parameter of a secret (secrets/secretName.ts of aws-amplify/amplify-cli). */
const OF_GEN1 = /^\/amplify\/[^\s*]*\/AMPLIFY_\w+$/;

/**
 * The variables of a function that name the parameter of a secret, each with what the role may ask SSM for it with:
 * the parameters of the two generations have other names, so that requests alone would not tell who lost his own.
 */
export function secretsFacts({ properties }: ResolvedResource, deployment: Deployment): JsonObject {
  const variables = record(record(properties['Environment'])['Variables']);
  const paths = Object.entries(variables)
    .map(([name, value]) => [name, textOf(value)] as const)
    .filter(([, path]) => OF_GEN1.test(path) || OF_GEN2.test(`:parameter${path}`));
  const role = paths.length === 0 ? undefined : deployment.at(properties['Role']);
  if (role === undefined) return Object.fromEntries(paths.map(([name]) => [name, []]));
  // What stands elsewhere or limits the role as a whole differs for every request, and is told of these.
  const policies = { ...policiesOf(role, deployment.resources), unread: [], boundary: null };
  return Object.fromEntries(
    paths.map(([name, path]) => {
      const resource = `arn:aws:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${path}`;
      return [
        name,
        ASKING.flatMap((action) => {
          const { outcome } = decide(policies, { action, resource, context: new Map() });
          return outcome === 'denied' ? [] : [outcome === 'allowed' ? action : `perhaps ${action}`];
        }),
      ];
    }),
  );
}

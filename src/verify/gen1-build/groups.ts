import { type Json } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import { isObject, type Resource, type Template } from '../template.js';
import { type Config } from './config.js';

/** The template of groups; a group has a role where there is an identity pool that could give it. */
export function groupTemplate(config: Config, groups: readonly Json[]): Template {
  const pool = `auth${config.name}UserPoolId`;
  const identities = `auth${config.name}IdentityPoolId`;
  return {
    Parameters: { [pool]: { Type: 'String' }, [identities]: { Type: 'String' } },
    Resources: Object.fromEntries(
      groups.map(record).flatMap((group, at): [string, Resource][] => {
        // Gen 1 makes logical ids of the names, which may hold anything here.
        const role = `GroupRole${at}`;
        const entry: Resource = {
          Type: 'AWS::Cognito::UserPoolGroup',
          Properties: {
            GroupName: groupName(group['groupName']),
            UserPoolId: { Ref: pool },
            ...(group['precedence'] !== undefined && { Precedence: group['precedence'] }),
            ...(config.hasIdentityPool && { RoleArn: { 'Fn::GetAtt': [role, 'Arn'] } }),
          },
        };
        const groupEntry: [string, Resource] = [`Group${at}`, entry];
        return config.hasIdentityPool
          ? [
              groupEntry,
              [
                role,
                groupRole(
                  identities,
                  // Other categories find the role by this name.
                  { 'Fn::Join': ['', [{ Ref: pool }, `-${groupName(group['groupName'])}GroupRole`]] },
                  items(group['customPolicies']),
                ),
              ],
            ]
          : [groupEntry];
      }),
    ),
  };
}

/** Names are text; some projects have a number there, or the whole group once more. */
function groupName(value: Json | undefined): string {
  if (isObject(value)) return groupName(value['groupName']);
  return typeof value === 'number' ? String(value) : textOf(value);
}

function groupRole(identities: string, name: Json, policies: readonly Json[]): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: 'cognito-identity.amazonaws.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: identities } },
              'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
            },
          },
        ],
      },
      Policies: [...policies],
    },
  };
}

import { type Json } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import { type Resource, type Template } from '../template.js';
import { type Config } from './config.js';

/** The template of groups; a group has a role where there is an identity pool that could give it. */
export function groupTemplate(config: Config, groups: readonly Json[]): Template {
  const pool = `auth${config.name}UserPoolId`;
  const identities = `auth${config.name}IdentityPoolId`;
  return {
    Parameters: { [pool]: { Type: 'String' }, [identities]: { Type: 'String' } },
    Resources: Object.fromEntries(
      groups.map(record).flatMap((group): [string, Resource][] => {
        const name = textOf(group['groupName']);
        const entry: [string, Resource] = [
          `${name}Group`,
          {
            Type: 'AWS::Cognito::UserPoolGroup',
            Properties: {
              GroupName: name,
              UserPoolId: { Ref: pool },
              ...(group['precedence'] !== undefined && { Precedence: group['precedence'] }),
              ...(config.hasIdentityPool && { RoleArn: { 'Fn::GetAtt': [`${name}GroupRole`, 'Arn'] } }),
            },
          },
        ];
        const role: [string, Resource] = [
          `${name}GroupRole`,
          groupRole(identities, items(group['customPolicies'])),
        ];
        return config.hasIdentityPool ? [entry, role] : [entry];
      }),
    ),
  };
}

function groupRole(identities: string, policies: readonly Json[]): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
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

import { type JsonObject, type Resource } from '../../src/verify/template.js';

export function allow(actions: readonly string[], resource: string): JsonObject {
  const on = resource.replace('${!sub}', '${cognito-identity.amazonaws.com:sub}');
  return { Effect: 'Allow', Action: [...actions], Resource: [on] };
}

export function policyFor(role: string, statements: readonly JsonObject[]): Resource {
  return {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [...statements] }, Roles: [role] },
  };
}

/** Whom the identity pool gives a role to. */
export function trustOf(kind: 'authenticated' | 'unauthenticated'): JsonObject {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': '${auth/IdentityPool}' },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind },
        },
      },
    ],
  };
}

/** The parameter that a secret of the shop is kept in. */
export function ownSecret(name: string): string {
  return `/amplify/shop/main-branch-0123456789/${name}`;
}

/** The right of a role to ask for it. */
export function maySecret(role: string, name: string): Resource {
  const parameter = `arn:aws:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter${ownSecret(name)}`;
  return policyFor(role, [allow(['ssm:GetParameter', 'ssm:GetParameters'], parameter)]);
}

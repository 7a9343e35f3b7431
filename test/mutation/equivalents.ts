import { type JsonObject, type Resource, type Stacks, isObject } from '../../src/verify/template.js';
import { type Deployed, meaningOf } from './policies.js';

/** Two ways to write a property that mean the same, and the source of that. */
interface Equivalent {
  readonly type: string;
  readonly because: string;
  readonly one: (properties: JsonObject, all: readonly Deployed[]) => JsonObject;
}

const PASSWORDS: JsonObject = {
  MinimumLength: 8,
  RequireLowercase: false,
  RequireNumbers: false,
  RequireSymbols: false,
  RequireUppercase: false,
};

const EQUIVALENTS: readonly Equivalent[] = [
  {
    type: 'AWS::Cognito::UserPoolClient',
    because:
      '«AllowedOAuthFlowsUserPoolClient … must be true before you can configure» flows, scopes and URLs',
    one: (properties) =>
      properties['AllowedOAuthFlowsUserPoolClient'] === true
        ? properties
        : without(properties, ['AllowedOAuthFlows', 'AllowedOAuthScopes', 'CallbackURLs', 'LogoutURLs']),
  },
  {
    type: 'AWS::Cognito::UserPoolClient',
    because:
      'scopes are a set: CDK adds `openid` to those that need it, and what is named twice is one scope',
    one: (properties) => {
      const scopes = properties['AllowedOAuthScopes'];
      return Array.isArray(scopes)
        ? { ...properties, AllowedOAuthScopes: [...new Set(scopes.map((one) => JSON.stringify(one)))].sort() }
        : properties;
    },
  },
  {
    type: 'AWS::Cognito::UserPoolClient',
    because: '«The default time unit for RefreshToken is days», that of the others hours',
    one: (properties) => {
      const units = properties['TokenValidityUnits'];
      const given = isObject(units) ? units : {};
      return {
        ...properties,
        TokenValidityUnits: { AccessToken: 'hours', IdToken: 'hours', RefreshToken: 'days', ...given },
      };
    },
  },
  {
    type: 'AWS::Cognito::UserPoolClient',
    because:
      '«The default value for RefreshTokenValidity is 30 days», and a client has no secret unless it asks for one',
    one: (properties) => ({ GenerateSecret: false, RefreshTokenValidity: 30, ...properties }),
  },
  {
    type: 'AWS::Cognito::UserPool',
    because:
      'a policy for passwords asks for eight characters, and for none of the kinds that it does not name',
    one: (properties) => {
      const policies = isObject(properties['Policies']) ? properties['Policies'] : {};
      const given = policies['PasswordPolicy'];
      if (!isObject(given)) return properties;
      return { ...properties, Policies: { ...policies, PasswordPolicy: { ...PASSWORDS, ...given } } };
    },
  },
  {
    type: 'AWS::Cognito::IdentityPoolRoleAttachment',
    because: 'a mapping by token asks for the role of a group; without any it ends at the authenticated role',
    one: (properties, all) =>
      all.some(
        ({ Type, Properties = {} }) =>
          Type === 'AWS::Cognito::UserPoolGroup' && Properties['RoleArn'] !== undefined,
      )
        ? properties
        : without(properties, ['RoleMappings']),
  },
  {
    type: 'AWS::IAM::Policy',
    because:
      'a right says nothing that another one holds, or on what it is never asked for, nor a denial of what nobody may',
    one: (properties, all) => ({
      ...properties,
      PolicyDocument: meaningOf(properties['PolicyDocument'], all),
    }),
  },
  {
    type: 'AWS::IAM::Role',
    because:
      'the transformer of `@searchable` puts random letters into the name of a role, another one each time',
    one: (properties) =>
      JSON.parse(JSON.stringify(properties).replace(/"[0-9a-f]{6}-"/g, '"random-"')) as JsonObject,
  },
  {
    type: 'AWS::Cognito::UserPoolGroup',
    because: '«Groups with lower Precedence values take precedence»: only which comes first counts',
    one: (properties, all) => {
      const given = all.flatMap(({ Type, Properties = {} }) =>
        Type === 'AWS::Cognito::UserPoolGroup' ? [Number(Properties['Precedence'] ?? Infinity)] : [],
      );
      const steps = [...new Set(given)].sort((a, b) => a - b);
      return { ...properties, Precedence: steps.indexOf(Number(properties['Precedence'] ?? Infinity)) };
    },
  },
  {
    type: 'AWS::Lambda::Function',
    because: 'code that is not bundled is known by where it lies, and is no part of what is changed here',
    one: (properties) => without(properties, ['Code']),
  },
  {
    type: 'AWS::CloudFormation::Stack',
    because: 'the address of a nested template follows from its content, which is compared itself',
    one: (properties) => without(properties, ['TemplateURL']),
  },
];

/** Times: those of a synthesis, and of the end of a key. */
const TIMES = new Set(['secretLastUpdated', 'Expires']);

/**
 * What CloudFormation makes of the stacks: their resources, whatever the order of members. Outputs that no other
 * stack reads, and metadata, make nothing.
 */
export function deployedBy(stacks: Stacks): string {
  const all = [...stacks.values()].flatMap(({ template }) =>
    Object.entries(template.Resources).map(([id, resource]) => ({ ...resource, id })),
  );
  const deployed = [...stacks.values()].map(({ name, parent, template }): unknown => {
    const { Parameters = {}, Mappings = {}, Conditions = {}, Resources, Outputs = {} } = template;
    const resources = Object.entries(Resources).map(([id, resource]) => [id, inOneForm(resource, all)]);
    const read = parent === null ? {} : Outputs;
    return [name, Parameters, Mappings, Conditions, Object.fromEntries(resources), read];
  });
  return JSON.stringify(deployed, (name, value: unknown): unknown => {
    if (TIMES.has(name)) return '';
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isRecord) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function inOneForm(resource: Resource, all: readonly Deployed[]): JsonObject {
  const Properties = EQUIVALENTS.filter(({ type }) => type === resource.Type).reduce(
    (properties, { one }) => one(properties, all),
    resource.Properties ?? {},
  );
  return without({ ...resource, Properties }, ['Metadata']);
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

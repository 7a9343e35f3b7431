import { type Json } from '../../core/json.js';
import { record, textOf } from '../facts/normal.js';
import { type Resource, type Template } from '../template.js';
import { type Config } from './config.js';

/** What modules of triggers are granted (amplify-cli, packages/amplify-category-auth, triggers/*.map.json). */
const GRANTS: Readonly<Record<string, readonly string[]>> = {
  'add-to-group': ['cognito-idp:AdminAddUserToGroup', 'cognito-idp:GetGroup', 'cognito-idp:CreateGroup'],
};

/** The template that connects trigger functions; undefined when there are none. */
export function triggerTemplate(config: Config): Template | undefined {
  const triggers = Object.entries(record(config.json('triggers')));
  if (!config.hasPool || triggers.length === 0) return undefined;
  const connections = triggers.map(([key, modules]) => ({
    event: key === 'PreSignup' ? 'PreSignUp' : key,
    fn: `function${config.name}${key}`,
    actions: (Array.isArray(modules) ? modules : []).flatMap((module) => GRANTS[textOf(module)] ?? []),
  }));
  return {
    Parameters: Object.fromEntries(
      [
        'userpoolArn',
        ...connections.flatMap(({ fn }) => [`${fn}Name`, `${fn}Arn`, `${fn}LambdaExecutionRole`]),
      ].map((name) => [name, { Type: 'String', Default: name }]),
    ),
    Resources: {
      ...Object.fromEntries(connections.map(({ event, fn }) => [`${event}Permission`, invocation(fn)])),
      ...Object.fromEntries(
        connections
          .filter(({ actions }) => actions.length > 0)
          .map(({ event, fn, actions }) => [`${event}Policy`, grant(fn, actions)]),
      ),
      CustomAuthTriggerResource: {
        Type: 'Custom::CustomAuthTriggerResourceOutputs',
        Properties: {
          lambdaConfig: connections.map(({ event, fn }) => ({
            triggerType: event,
            lambdaFunctionArn: { Ref: `${fn}Arn` },
          })),
        },
      },
    },
  };
}

function invocation(fn: string): Resource {
  return {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: `${fn}Name` },
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: { Ref: 'userpoolArn' },
    },
  };
}

function grant(fn: string, actions: readonly Json[]): Resource {
  return {
    Type: 'AWS::IAM::Policy',
    Properties: {
      Roles: [{ Ref: `${fn}LambdaExecutionRole` }],
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: [...actions], Resource: { Ref: 'userpoolArn' } }],
      },
    },
  };
}

import { finding } from '../../src/core/finding.js';
import { type Model, type ObjectType, type Operation, type Rule } from './api.js';
import { type LaneInput, type LaneOutput } from './lane.js';
import { namedType } from './sdl/service-directives.js';

/**
 * What roles of the identity pool see more of an operation that they may call. A type is open to IAM in Gen 1 when
 * IAM is the default mode, when it says so, or when a rule of the model does; Gen 1 opens all types where
 * custom-roles.json or functions need it. `defineData` gives every type `@aws_iam` (`enableIamAccess` in
 * @aws-amplify/graphql-auth-transformer).
 */
export function iamReads(input: LaneInput): Pick<LaneOutput, 'findings' | 'access'> {
  const { settings, api } = input;
  const { defaultMode, adminRoles, callingFunctions } = settings;
  if (defaultMode.kind === 'iam' || adminRoles.length + callingFunctions.length > 0) {
    return { findings: [], access: [] };
  }
  const types = new Map([...api.models, ...api.types].map((type) => [type.name, type]));
  const all = api.operations.map((operation) => {
    const type = types.get(namedType(operation.type));
    return type === undefined || isOpenToIam(type) ? null : ofOperation(operation, type);
  });
  return {
    findings: all.flatMap((one) => one?.findings ?? []),
    access: all.flatMap((one) => one?.access ?? []),
  };
}

function ofOperation(operation: Operation, type: ObjectType): Pick<LaneOutput, 'findings' | 'access'> {
  const name = `${operation.parent}.${operation.name}`;
  const rules = (operation.rules ?? []).filter(isIam);
  const principals = new Set(
    rules.map(({ strategy }) => (strategy === 'public' ? 'guest' : 'authenticated')),
  );
  if (principals.size === 0 || operation.parent === 'Subscription') return { findings: [], access: [] };
  const params = { operation: name, type: type.name };
  return {
    findings: [finding('AM3169', 'data', operation.origin, params)],
    access: [...principals].map((principal) => ({
      principal,
      action: operation.parent === 'Query' ? 'read' : 'invoke',
      resource: `graphql:${name}`,
      gen1: `no field of ${type.name}`,
      gen2: 'allowed',
      change: 'widened',
      proved: true,
      code: 'AM3169',
    })),
  };
}

function isOpenToIam(type: Model | ObjectType): boolean {
  const fields = type.fields.flatMap(({ directives }) => directives);
  if ([...type.directives, ...fields].some(({ name }) => name === 'aws_iam')) return true;
  return [...(type.rules ?? []), ...type.fields.flatMap(({ rules }) => rules ?? [])].some(isIam);
}

function isIam({ provider }: Rule): boolean {
  return provider === 'iam' || provider === 'identityPool';
}

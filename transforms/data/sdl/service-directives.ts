import { type Api, type Model, type ObjectType, type Provider, type Rule, type TypeRef } from '../api.js';
import { type ApiSettings, type AuthMode } from '../settings.js';

/** The directives by which AppSync knows what modes of authorization reach a type or field. */
export type ServiceDirective =
  'aws_api_key' | 'aws_cognito_user_pools' | 'aws_iam' | 'aws_oidc' | 'aws_lambda';

const BY_MODE: Readonly<Record<AuthMode['kind'], ServiceDirective>> = {
  apiKey: 'aws_api_key',
  userPools: 'aws_cognito_user_pools',
  iam: 'aws_iam',
  oidc: 'aws_oidc',
  lambda: 'aws_lambda',
};

/** The callers of a mode, in the report's words. */
export const PRINCIPAL_OF_MODE: Readonly<Record<ServiceDirective, string>> = {
  aws_api_key: 'apiKey',
  aws_cognito_user_pools: 'authenticated',
  aws_iam: 'iamRole',
  aws_oidc: 'oidc',
  aws_lambda: 'lambda',
};

const BY_PROVIDER: Readonly<Record<Provider, ServiceDirective>> = {
  apiKey: 'aws_api_key',
  userPools: 'aws_cognito_user_pools',
  iam: 'aws_iam',
  identityPool: 'aws_iam',
  oidc: 'aws_oidc',
  function: 'aws_lambda',
};

/** `@aws_auth` is an older word for user pools; AppSync takes it where they are the only mode. */
const WRITTEN = new Set<string>([...Object.values(BY_MODE), 'aws_auth']);

export function defaultDirective({ defaultMode }: ApiSettings): ServiceDirective {
  return BY_MODE[defaultMode.kind];
}

/** One for each mode of the API. */
export function modeDirectives({ defaultMode, additionalModes }: ApiSettings): ServiceDirective[] {
  return [defaultMode, ...additionalModes].map(({ kind }) => BY_MODE[kind]);
}

/** The service directives among those that somebody wrote. */
export function writtenDirectives(names: readonly string[]): ServiceDirective[] {
  return names
    .filter((name) => WRITTEN.has(name))
    .map((name) => (name === 'aws_auth' ? 'aws_cognito_user_pools' : (name as ServiceDirective)));
}

/** What one generation adds to what is written. */
export interface Generation {
  readonly defaultMode: ServiceDirective;
  /** Whether IAM is let in everywhere: in Gen 1 for admin roles, in `defineData` always. */
  readonly iamEverywhere: boolean;
  /** What models without rules, and the types in their fields, are given. */
  readonly withoutRules: readonly ServiceDirective[];
}

export function gen1(
  { defaultMode, additionalModes, adminRoles, callingFunctions }: ApiSettings,
  api: Api,
): Generation {
  const hasIam = [defaultMode, ...additionalModes].some(({ kind }) => kind === 'iam');
  const sandbox = api.globalRules !== null && defaultMode.kind !== 'apiKey';
  return {
    defaultMode: BY_MODE[defaultMode.kind],
    iamEverywhere: hasIam && adminRoles.length + callingFunctions.length > 0,
    withoutRules: sandbox ? ['aws_api_key'] : [],
  };
}

export function gen2({ defaultMode }: ApiSettings): Generation {
  return {
    defaultMode: BY_MODE[defaultMode.kind],
    iamEverywhere: true,
    withoutRules: defaultMode.kind === 'iam' ? [] : ['aws_iam'],
  };
}

/**
 * The service directives that types without `@model` get from the models that hold them. The steps are those of
 * `propagateAuthDirectivesToNestedTypes` in @aws-amplify/graphql-auth-transformer, whose result depends on the
 * order of the models. `rulesOf` are the rules of a model, after what the schema says of models without any.
 */
export function inheritedDirectives(
  api: Api,
  generation: Generation,
  rulesOf: (model: Model) => readonly Rule[] | null,
): ReadonlyMap<string, ReadonlySet<ServiceDirective>> {
  const types = new Map(api.types.map((type) => [type.name, type]));
  const result = new Map<string, Set<ServiceDirective>>();
  const seen = new Map<string, Set<ServiceDirective>>();
  const give = (name: string, directives: Iterable<ServiceDirective>): void => {
    const all = result.get(name) ?? new Set();
    for (const directive of directives) all.add(directive);
    result.set(name, all);
  };
  const spread = (owner: ObjectType, providers: ReadonlySet<ServiceDirective>): void => {
    for (const { name, ...type } of heldTypes(owner, types)) {
      const known = seen.get(name);
      const directives = serviceDirectives(providers, known !== undefined, generation.defaultMode).filter(
        (directive) => !known?.has(directive),
      );
      seen.set(name, new Set([...(known ?? []), ...directives]));
      if (known && directives.length === 0) continue;
      give(name, directives);
      spread({ name, ...type }, providers);
    }
  };
  for (const model of api.models) {
    const rules = rulesOf(model);
    if (rules === null) giveAll(model, types, generation.withoutRules, give);
    const all = [...(rules ?? []), ...model.fields.flatMap((field) => field.rules ?? [])];
    if (rules === null && all.length === 0) continue;
    spread(model, providersIn(all, generation));
  }
  return result;
}

/** What lets in the callers of rules; roles that pass everywhere are in each rule. */
export function providersIn(rules: readonly Rule[], { iamEverywhere }: Generation): Set<ServiceDirective> {
  const providers = new Set(rules.map(directiveOf));
  if (iamEverywhere) providers.add('aws_iam');
  return providers;
}

export function directiveOf({ provider }: Rule): ServiceDirective {
  return BY_PROVIDER[provider];
}

/** `getServiceDirectives`: nothing is said where the default mode alone is meant. */
export function serviceDirectives(
  providers: ReadonlySet<ServiceDirective>,
  addDefault: boolean,
  defaultMode: ServiceDirective,
): ServiceDirective[] {
  const others = [...providers].filter((provider) => provider !== defaultMode);
  const withDefault = others.length > 0 && (addDefault || providers.has(defaultMode));
  return withDefault ? [...others, defaultMode] : others;
}

function giveAll(
  owner: ObjectType,
  types: ReadonlyMap<string, ObjectType>,
  directives: readonly ServiceDirective[],
  give: (name: string, directives: Iterable<ServiceDirective>) => void,
): void {
  if (directives.length === 0) return;
  const waiting: ObjectType[] = [owner];
  const done = new Set<string>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const type of heldTypes(next, types)) {
      if (done.has(type.name)) continue;
      done.add(type.name);
      give(type.name, directives);
      waiting.push(type);
    }
  }
}

function heldTypes({ fields }: ObjectType, types: ReadonlyMap<string, ObjectType>): ObjectType[] {
  const held: ObjectType[] = [];
  for (const { type } of fields) {
    const one = types.get(namedType(type));
    if (one !== undefined) held.push(one);
  }
  return held;
}

export function namedType(type: TypeRef): string {
  return type.kind === 'named' ? type.name : namedType(type.of);
}

import { type Gen1App, type Gen1Resource } from '../../core/gen1-app.js';
import { type Json, toValue } from '../../core/json.js';
import { Deployment } from '../facts/deployment.js';
import { record, textOf } from '../facts/normal.js';
import { functionsOf } from '../gen1-auth.js';
import { type Resource, type Stack, type Template, isObject } from '../template.js';
import { type ApiFacts } from './api-facts.js';
import { type Assets } from './assets.js';
import { GEN1_ROLES } from './gen1-names.js';
import { graphqlApi } from './gen1-project.js';
import { grantsOf } from './grants.js';
import { type DataSourceFacts, resolversOf } from './resolvers.js';

/**
 * The API with what the project's own stacks add to it: resolvers, their functions and data sources, and policies
 * that let roles call fields. A stack that is not there as JSON adds nothing.
 */
export async function withCustomStacks(facts: ApiFacts, app: Gen1App): Promise<ApiFacts> {
  const resource = graphqlApi(app);
  const stacks = resource === undefined ? [] : [...stacksOf(app, resource), ...functionStacks(app, resource)];
  if (resource === undefined || stacks.length === 0) return facts;
  const deployment = new Deployment(new Map(stacks.map((stack) => [stack.name, stack])));
  const added = await resolversOf(deployment, filesOf(app, resource), sourcesIn(facts));
  return {
    ...facts,
    // AppSync has one resolver for a field: that of the stack is what was pushed last.
    resolvers: new Map([...facts.resolvers, ...added]),
    grants: [...facts.grants, ...grantsOf(deployment)],
  };
}

function stacksOf(app: Gen1App, { folder, files }: Gen1Resource): Stack[] {
  return files.flatMap((file) => {
    const [, name] = /^stacks\/([^/]+)\.json$/.exec(file) ?? [];
    const node = name === undefined ? null : app.files.json(`${folder ?? ''}/${file}`);
    const template = node && toValue(node);
    if (name === undefined || !isTemplate(template)) return [];
    const parameters = parametersOf(app, `${folder ?? ''}/parameters.json`, template);
    return [{ name, parent: null, template, parameters, nested: new Map() }];
  });
}

/** What the templates of functions add to the API; each function is known by its name, as in Gen 2. */
function functionStacks(app: Gen1App, { name: api }: Gen1Resource): Stack[] {
  return functionsOf(app).flatMap(({ name, template, parameters }) => {
    const resources = Object.entries(template.Resources).flatMap(([id, one]): [string, Resource][] => {
      if (one.Type.startsWith('AWS::AppSync::')) return [[id, one]];
      const Tags = [{ Key: 'amplify:friendly-name', Value: name }];
      return one.Type === 'AWS::Lambda::Function' ? [[id, { ...one, Properties: { Tags } }]] : [];
    });
    if (!resources.some(([, { Type }]) => Type.startsWith('AWS::AppSync::'))) return [];
    const given = { ...parameters, env: app.environment.name, [`api${api}GraphQLAPIIdOutput`]: 'gen1-api' };
    const own = { ...template, Resources: Object.fromEntries(resources) };
    return [{ name: `function/${name}`, parent: null, template: own, parameters: given, nested: new Map() }];
  });
}

function isTemplate(value: Json | null): value is Json & Template {
  return isObject(value ?? undefined) && isObject(record(value ?? undefined)['Resources']);
}

/**
 * What the stack of the API hands down: its own values, those of parameters.json, and the names of functions. The
 * functions of a template that only the deployment knows stay references.
 */
function parametersOf(app: Gen1App, file: string, { Parameters = {} }: Template): Record<string, Json> {
  const node = app.files.json(file);
  const given = node === null ? {} : record(toValue(node));
  const known: Record<string, Json> = {
    AppSyncApiId: 'gen1-api',
    AppSyncApiName: textOf(given['AppSyncApiName']),
    env: app.environment.name,
    S3DeploymentBucket: 'gen1-deployment',
    S3DeploymentRootKey: 'root',
    authRoleName: GEN1_ROLES.authenticated,
    unauthRoleName: GEN1_ROLES.unauthenticated,
  };
  return Object.fromEntries(
    Object.keys(Parameters).flatMap((name): [string, Json][] => {
      const value = known[name] ?? valueOf(given[name]) ?? functionName(app, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const ROLES: Readonly<Record<string, string>> = {
  AuthRoleName: GEN1_ROLES.authenticated,
  UnauthRoleName: GEN1_ROLES.unauthenticated,
};

function valueOf(given: Json | undefined): Json | undefined {
  const role = isObject(given) ? ROLES[textOf(given['Ref'])] : undefined;
  return role ?? (isObject(given) ? undefined : given);
}

/** What the deployment gives for `functionechoArn` and `functionechoName`. */
export function functionName(app: Gen1App, parameter: string): Json | undefined {
  for (const { category, name } of app.resources) {
    if (category !== 'function' || !parameter.startsWith(`function${name}`)) continue;
    const deployed = `${name}-${app.environment.name}`;
    const output = parameter.slice(`function${name}`.length);
    if (output === 'Name') return deployed;
    if (output === 'Arn') return `arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${deployed}`;
  }
  return undefined;
}

/** The files that the CLI uploads beside the templates. */
function filesOf(app: Gen1App, { folder }: Gen1Resource): Assets {
  return {
    text: (location) => {
      const [path = ''] = /(?:resolvers|pipelineFunctions)\/[^/]+$/.exec(location) ?? [];
      return Promise.resolve(app.files.text(`${folder ?? ''}/${path}`) ?? '');
    },
  };
}

/** The sources that the transformers have made, by name: stacks refer to them. */
function sourcesIn({ resolvers }: ApiFacts): ReadonlyMap<string, DataSourceFacts> {
  const functions = [...resolvers.values()].flatMap((resolver) => resolver.functions);
  return new Map(functions.map(({ dataSource }) => [dataSource.name, dataSource]));
}

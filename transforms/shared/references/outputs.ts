import { type FeatureId } from '../../../src/core/feature.js';
import { type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type Code, code, literal, member } from '../../../src/emit/code.js';
import { type Part, evaluate } from '../lambda/intrinsics.js';
import { scopeOf } from '../lambda/parameters.js';
import { bucketExpression } from '../storage/buckets.js';
import { type Outputs, type ReferringContext } from './context.js';
import { type StayingOutput, stayingOutput } from './staying.js';
import { type Surroundings } from './surroundings.js';

/** The constant of amplify/functions/gen1.ts that holds values of Gen 1 for the branch that is deployed. */
export const GEN1_VALUES = code`gen1Values`;

/** An expression of amplify/backend.ts for what another resource of Gen 1 hands down. */
interface Expression {
  readonly code: Code;
  readonly needs: FeatureId | null;
}

/** The resources that a function of Gen 1 may refer to, as amplify/backend.ts has them. */
export class ProjectOutputs implements Outputs {
  readonly #surroundings: Surroundings;
  /** Variables of amplify/backend.ts for resources of the templates of functions, by function and logical id. */
  readonly #carried = new Map<string, Map<string, Code>>();
  readonly #withStaying: boolean;
  /** What functions are told of resources that stay in Gen 1, by the name of the parameter. */
  readonly staying = new Map<string, StayingOutput>();

  /** `withStaying`: what Gen 2 has no place for is that of Gen 1. */
  constructor(surroundings: Surroundings, { withStaying = false } = {}) {
    this.#surroundings = surroundings;
    this.#withStaying = withStaying;
  }

  /** Makes a resource of the function's own template known by the variable that holds it. */
  carry(context: ReferringContext, id: string, variable: Code): void {
    const known = this.#carried.get(context.model.functionName) ?? new Map<string, Code>();
    this.#carried.set(context.model.functionName, known.set(id, variable));
  }

  parameter(context: ReferringContext, name: string): readonly Part[] | undefined {
    const [id = '', ...attribute] = name.split('.');
    if (attribute.length > 0) return this.#attribute(context, id, attribute.join('.'));
    const carried = this.#carried.get(context.model.functionName)?.get(name);
    if (carried !== undefined) return part(context, { code: code`${carried}.ref`, needs: null }, name);
    if (name === 'LambdaFunction' && isOwn(context, name)) {
      return part(
        context,
        { code: code`${context.backendFunction}.resources.lambda.functionName`, needs: null },
        name,
      );
    }
    const text = this.#text(name);
    if (text !== undefined) return [text];
    const found = this.#api(name) ?? this.#auth(name) ?? this.#storage(context, name) ?? peer(context, name);
    return found ? part(context, found, name) : this.#staying(context, name);
  }

  #staying(context: ReferringContext, name: string): readonly Part[] | undefined {
    const found = this.#withStaying ? stayingOutput(context.app, name) : null;
    if (found === null || context.peers.has(found.resource.replace(/^function\//, ''))) return undefined;
    if (found.value.kind === 'by environment' && name.endsWith('Arn')) {
      // A policy with a resource that is no ARN can not be deployed, so nothing takes the place of one.
      const { values } = found.value;
      if (!context.environments.every((environment) => values.has(environment))) return undefined;
    }
    this.staying.set(name, found);
    if (found.value.kind === 'pattern') return found.value.parts;
    return part(context, { code: member(GEN1_VALUES, name), needs: null }, name);
  }

  lacking({ environments }: ReferringContext, one: Part): readonly string[] {
    if (typeof one === 'string' || !('code' in one)) return [];
    const found = [...this.staying].find(([name]) => member(GEN1_VALUES, name) === one.code)?.[1].value;
    return found?.kind === 'by environment' ? environments.filter((name) => !found.values.has(name)) : [];
  }

  intrinsic(context: ReferringContext, node: JsonNode): readonly Part[] | undefined {
    const [entry] = membersOf(node);
    if (entry === undefined) return undefined;
    const [name, argument] = entry;
    if (name === 'Fn::ImportValue') return this.#imported(context, argument);
    if (name !== 'Fn::GetAtt') return undefined;
    const written = argument.kind === 'scalar' ? String(argument.value).split('.') : [];
    const id = written[0] ?? stringAt(argument, 0) ?? '';
    const attribute = written.slice(1).join('.') || (stringAt(argument, 1) ?? '');
    return this.#attribute(context, id, attribute);
  }

  #attribute(context: ReferringContext, id: string, name: string): readonly Part[] | undefined {
    const carried = this.#carried.get(context.model.functionName)?.get(id);
    if (carried === undefined) return ownAttribute(context, id, name);
    const expression = code`${carried}.getAtt(${literal(name)}).toString()`;
    return part(context, { code: expression, needs: null }, `${id}.${name}`);
  }

  #text(name: string): string | undefined {
    for (const table of this.#surroundings.tables) {
      const text = after(name, `storage${table.name}`, table.texts);
      if (text !== undefined) return text;
    }
    return undefined;
  }

  #api(name: string): Expression | undefined {
    const { api } = this.#surroundings;
    const found = api ? after(name, `api${api.name}`, API_OUTPUTS) : undefined;
    return found && { code: found, needs: 'data' };
  }

  #auth(name: string): Expression | undefined {
    const { auth } = this.#surroundings;
    if (auth === null) return undefined;
    const found = after(name, `auth${auth}`, AUTH_OUTPUTS);
    if (found !== undefined) return { code: found, needs: 'auth' };
    const group = /^authuserPoolGroups(.+)GroupRole$/.exec(name)?.[1];
    return group === undefined
      ? undefined
      : { code: code`backend.auth.resources.groups[${literal(group)}].role.roleArn`, needs: 'auth' };
  }

  #storage(context: ReferringContext, name: string): Expression | undefined {
    const { buckets, tables } = this.#surroundings;
    for (const { name: bucket, place } of buckets) {
      const attribute = withoutPrefix(name, `storage${bucket}`);
      if (attribute === 'BucketName') {
        return { code: code`${bucketExpression(place, context.options)}.bucketName`, needs: 'storage' };
      }
      if (attribute === 'Region') return { code: code`${context.backendFunction}.stack.region`, needs: null };
    }
    for (const table of tables) {
      const property = after(name, `storage${table.name}`, TABLE_OUTPUTS);
      if (property === undefined) continue;
      const found = code`${member(code`tables`, table.variable)}.${property}`;
      // The stream of an existing table is known where something listens to it.
      const isOpen = property === STREAM && !table.hasListeners;
      return { code: isOpen ? code`(${found.slice(0, -1) as Code} ?? '')` : found, needs: 'storage' };
    }
    return undefined;
  }

  /** `<api id>:GetAtt:PostTable:StreamArn`, which the stack of the model exports in Gen 1. */
  #imported(context: ReferringContext, argument: JsonNode): readonly Part[] | undefined {
    const { api } = this.#surroundings;
    const parts = evaluate(argument, scopeOf(context, context.app.environment.name));
    const tail = parts.at(-1);
    const [, model, attribute] =
      (typeof tail === 'string' ? /:GetAtt:(\w+)Table:(\w+)$/.exec(tail) : null) ?? [];
    if (!api || model === undefined || !api.models.has(model)) return undefined;
    const table = member(code`backend.data.resources.tables`, model);
    if (attribute === 'Name') {
      return part(context, { code: code`${table}.tableName`, needs: 'data' }, `${model}Table`);
    }
    if (attribute !== 'StreamArn') return undefined;
    return part(context, { code: code`${table}.tableStreamArn!`, needs: 'data' }, `${model}Table stream`);
  }
}

function part(
  context: ReferringContext,
  { code: expression, needs }: Expression,
  name: string,
): readonly Part[] {
  if (needs !== null) context.needs.add(needs);
  return [{ code: expression, shown: `\${${name}}` }];
}

/** Source of the names: the outputs of the templates of aws-amplify/amplify-cli and its API plugin. */
const API_OUTPUTS: ReadonlyMap<string, Code> = new Map([
  ['GraphQLAPIIdOutput', code`backend.data.resources.graphqlApi.apiId`],
  ['GraphQLAPIEndpointOutput', code`backend.data.resources.cfnResources.cfnGraphqlApi.attrGraphQlUrl`],
  ['GraphQLAPIKeyOutput', code`(backend.data.resources.cfnResources.cfnApiKey?.attrApiKey ?? '')`],
]);

const AUTH_OUTPUTS: ReadonlyMap<string, Code> = new Map([
  ['UserPoolId', code`backend.auth.resources.userPool.userPoolId`],
  ['UserPoolArn', code`backend.auth.resources.userPool.userPoolArn`],
  ['AppClientIDWeb', code`backend.auth.resources.userPoolClient.userPoolClientId`],
  ['AppClientID', code`backend.auth.resources.userPoolClient.userPoolClientId`],
  ['IdentityPoolId', code`backend.auth.resources.identityPoolId`],
]);

const STREAM = code`tableStreamArn!`;

const TABLE_OUTPUTS: ReadonlyMap<string, Code> = new Map([
  ['Name', code`tableName`],
  ['Arn', code`tableArn`],
  ['StreamArn', STREAM],
]);

const FUNCTION_OUTPUTS: ReadonlyMap<string, Code> = new Map([
  ['Name', code`functionName`],
  ['Arn', code`functionArn`],
  ['LambdaExecutionRole', code`role!.roleName`],
  ['LambdaExecutionRoleArn', code`role!.roleArn`],
]);

/** Another function, `functionhelloName`. */
function peer(context: ReferringContext, name: string): Expression | undefined {
  for (const [functionName, { key, feature }] of context.peers) {
    const property = after(name, `function${functionName}`, FUNCTION_OUTPUTS);
    if (property === undefined) continue;
    const needs = feature === 'functions' ? null : feature;
    return { code: code`${member(code`backend`, key)}.resources.lambda.${property}`, needs };
  }
  return undefined;
}

function ownAttribute(context: ReferringContext, id: string, attribute: string): readonly Part[] | undefined {
  const { backendFunction } = context;
  if (attribute !== 'Arn' || !isOwn(context, id)) return undefined;
  const type = stringAt(at(context.model.documents.template ?? undefined, 'Resources', id), 'Type');
  if (type === 'AWS::Lambda::Function') {
    return part(
      context,
      { code: code`${backendFunction}.resources.lambda.functionArn`, needs: null },
      `${id}.Arn`,
    );
  }
  return type === 'AWS::IAM::Role'
    ? part(
        context,
        { code: code`${backendFunction}.resources.lambda.role!.roleArn`, needs: null },
        `${id}.Arn`,
      )
    : undefined;
}

/** Whether the template has the resource. */
function isOwn({ model }: ReferringContext, id: string): boolean {
  return at(model.documents.template ?? undefined, 'Resources', id) !== undefined;
}

function after<T>(name: string, prefix: string, outputs: ReadonlyMap<string, T>): T | undefined {
  const rest = withoutPrefix(name, prefix);
  return rest === undefined ? undefined : outputs.get(rest);
}

function withoutPrefix(name: string, prefix: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}

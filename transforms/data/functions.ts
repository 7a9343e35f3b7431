import { type Code, code, member } from '../../src/emit/code.js';
import { type FunctionPlace } from '../shared/lambda/places.js';
import { type Field, type Handler } from './api.js';
import { type LaneInput } from './lane.js';

/**
 * The function of Gen 2 for one that Gen 1 has deployed as `name`: the name of its resource with the environment.
 * Null when there is none, or when it is another project's.
 */
export function functionOfGen2({ functions, takeover }: LaneInput, name: string): FunctionPlace | null {
  const suffix = ['${env}', takeover.environment].map((env) => `-${env}`).find((end) => name.endsWith(end));
  return suffix === undefined ? null : (functions.get(name.slice(0, -suffix.length)) ?? null);
}

/** The same for `@function`; a function of another region or account is not the project's. */
export function handlerOfGen2(handler: Handler, input: LaneInput): FunctionPlace | null {
  if (handler.kind !== 'function' || handler.region !== null || handler.accountId !== null) return null;
  return functionOfGen2(input, handler.name);
}

/** Every `@function` and other handler of the API. */
export function handlersOf({ api }: LaneInput): readonly Handler[] {
  const fields: readonly Field[] = [
    ...api.operations,
    ...[...api.models, ...api.types].flatMap((type) => type.fields),
  ];
  return fields.flatMap(({ handlers }) => handlers);
}

/** Functions of Gen 2 that the SDL names in `@function`, each once. */
export function calledFunctions(input: LaneInput): readonly FunctionPlace[] {
  return [...new Set(handlersOf(input).flatMap((handler) => handlerOfGen2(handler, input) ?? []))];
}

/** The Lambda function of Gen 2, in code that has `backend`. */
export function lambdaOf({ key }: FunctionPlace): Code {
  return code`${member(code`backend`, key)}.resources.lambda`;
}

/** The module of a function, as a file in amplify/data imports it. */
export function moduleOf({ folder }: FunctionPlace): string {
  return `${folder.replace(/^amplify/, '..')}/resource`;
}

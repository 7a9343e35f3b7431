import { type Field, type Handler, type ObjectType, type OtherType } from '../api.js';
import { type Obstacle } from '../lane.js';
import { isUnsayableDefault } from './defaults.js';
import { obstacle } from './obstacle.js';
import { isServiceDirective } from './type-access.js';
import { type BuilderPlan } from './plan.js';
import { namedType } from './types.js';
import { type Known, isFieldType, isInherited, typeText } from './known.js';

const KINDS: Readonly<Record<OtherType['kind'], string | null>> = {
  interface: 'an interface',
  union: 'a union',
  scalar: 'a scalar',
  // What directives and root types are called is no part of what callers see.
  directive: null,
  schema: null,
};

/** What is said of types and their fields, and the builder can't say. */
export function* fieldObstacles({ api, known, inputs }: BuilderPlan): Generator<Obstacle> {
  for (const other of api.others) {
    const kind = KINDS[other.kind];
    if (kind !== null) yield obstacle('AM3115', other, { kind, name: other.name });
  }
  for (const { node, origin, name } of api.enums) {
    const values = node.kind === 'EnumTypeDefinition' ? (node.values ?? []) : [];
    for (const { directives = [], name: value } of values) {
      for (const { name: directive } of directives) {
        const params = { place: `${name}.${value.value}`, directive: directive.value };
        yield obstacle('AM3118', { origin }, params);
      }
    }
  }
  for (const model of api.models) yield* typeObstacles(model, known, true);
  for (const type of api.types) {
    yield* typeObstacles(type, known, false);
    if ((type.rules ?? []).length > 0) yield obstacle('AM3139', type, { place: type.name });
  }
  for (const { input, name } of inputs.added) {
    if (isInherited(name)) yield obstacle('AM3145', input, { place: input.name });
    for (const field of input.fields) {
      if (isInherited(field.name)) yield obstacle('AM3145', field, { place: `${input.name}.${field.name}` });
    }
  }
}

function* typeObstacles(type: ObjectType, known: Known, isModel: boolean): Generator<Obstacle> {
  if (isInherited(type.name)) yield obstacle('AM3145', type, { place: type.name });
  for (const name of type.interfaces) yield obstacle('AM3115', type, { kind: 'an interface', name });
  for (const one of type.directives) {
    // On a custom type the builder writes these itself, where the rules ask for them.
    if (!isModel && isServiceDirective(one)) continue;
    yield obstacle('AM3118', one, { place: type.name, directive: one.name });
  }
  for (const field of type.fields) {
    const place = `${type.name}.${field.name}`;
    if (isInherited(field.name)) yield obstacle('AM3145', field, { place });
    for (const one of field.directives) yield obstacle('AM3118', one, { place, directive: one.name });
    const [argument] = field.arguments;
    if (argument !== undefined) {
      yield obstacle('AM3117', argument, { place, what: `the argument \`${argument.name}\`` });
    }
    for (const handler of field.handlers)
      yield obstacle('AM3119', handler, { place, handler: words(handler) });
    if (field.relation === null) yield* plainObstacles(field, place, known, isModel);
  }
}

function* plainObstacles(field: Field, place: string, known: Known, isModel: boolean): Generator<Obstacle> {
  const type = namedType(field.type);
  if (known.models.has(type)) yield obstacle('AM3138', field, { field: place, model: type });
  else if (!isFieldType(field.type, known)) {
    yield obstacle('AM3116', field, { place, type: typeText(field.type) });
  }
  const isSaid = isModel && !isUnsayableDefault(field);
  if (field.defaultValue !== null && !isSaid) {
    yield obstacle('AM3122', field.defaultValue, { field: place, value: field.defaultValue.value });
  }
}

/** A handler in the words of Gen 1. */
export function words(handler: Handler): string {
  if (handler.kind !== 'function') return `@${handler.kind}`;
  const place = [handler.region, handler.accountId].filter((part) => part !== null);
  return `the function \`${handler.name}\`${place.length === 0 ? '' : ` of ${place.join(', ')}`}`;
}

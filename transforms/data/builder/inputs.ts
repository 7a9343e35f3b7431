import { type Api, type Field, type ObjectType, type Operation, type TypeRef } from '../api.js';
import { namedType } from './types.js';

/**
 * The builder has no input types: it makes `FooInput` for every custom type `Foo` that an argument refers to. So an
 * input type is said by the custom type of that name, if there is one of the same fields, or none at all.
 */
export interface Inputs {
  /** From the name of the input type to that of the custom type. */
  readonly names: ReadonlyMap<string, string>;
  /** Custom types that are there for their input type alone. */
  readonly added: readonly { readonly name: string; readonly input: ObjectType }[];
  /** Input types that no argument needs. */
  readonly unused: readonly ObjectType[];
  /** Input types that can't be said, and why. */
  readonly unsayable: readonly { readonly input: ObjectType; readonly why: string }[];
}

export function inputsOf(api: Api): Inputs {
  const inputs = new Map(api.inputs.map((input) => [input.name, input]));
  const used = usedInputs(api.operations, inputs);
  const types = new Map(api.types.map((type) => [type.name, type]));
  const takenNames = new Set([
    ...[...api.models, ...api.types, ...api.enums, ...api.others, ...api.inputs].map(({ name }) => name),
    ...api.operations.map(({ name }) => name),
  ]);
  const generated = generatedInputs(api);
  const names = new Map<string, string>();
  const added: { name: string; input: ObjectType }[] = [];
  const unsayable: { input: ObjectType; why: string }[] = [];
  for (const input of used) {
    const base = input.name.replace(/Input$/, '');
    const why = unsayableBecause(input, base, generated);
    const twin = types.get(base);
    if (why !== null) unsayable.push({ input, why });
    else if (twin !== undefined && isTwin(input, twin)) names.set(input.name, base);
    else if (takenNames.has(base)) unsayable.push({ input, why: `\`${base}\` is something else` });
    else {
      names.set(input.name, base);
      added.push({ name: base, input });
    }
  }
  const unused = api.inputs.filter((input) => !used.has(input));
  // Amplify takes such an input type in place of the one that it would make.
  const replacing = unused.filter((input) => generated.has(input.name));
  return {
    names,
    added,
    unused: unused.filter((input) => !generated.has(input.name)),
    unsayable: [...unsayable, ...replacing.map((input) => ({ input, why: REPLACES }))],
  };
}

function usedInputs(
  operations: readonly Operation[],
  inputs: ReadonlyMap<string, ObjectType>,
): ReadonlySet<ObjectType> {
  const used = new Set<ObjectType>();
  const queue = operations.flatMap((operation) => operation.arguments.map(({ type }) => namedType(type)));
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const input = inputs.get(name);
    if (input === undefined || used.has(input)) continue;
    used.add(input);
    queue.push(...input.fields.map(({ type }) => namedType(type)));
  }
  return used;
}

function unsayableBecause(input: ObjectType, base: string, generated: ReadonlySet<string>): string | null {
  if (base === input.name || base === '') return 'its name does not end in `Input`';
  if (generated.has(input.name)) return REPLACES;
  if (input.directives.length > 0) return 'it has directives';
  const odd = input.fields.find(
    ({ defaultValue, directives }) => defaultValue !== null || directives.length > 0,
  );
  return odd === undefined ? null : `its field \`${odd.name}\` has a default or a directive`;
}

const REPLACES = 'it stands for the one that Amplify makes for a model';

function generatedInputs(api: Api): ReadonlySet<string> {
  return new Set(
    api.models.flatMap(({ name }) => [
      ...['Create', 'Update', 'Delete'].map((verb) => `${verb}${name}Input`),
      ...['Filter', 'Condition'].map((kind) => `Model${name}${kind}Input`),
      `ModelSubscription${name}FilterInput`,
    ]),
  );
}

/** True when the input type that the builder makes of the custom type is the one that is there. */
function isTwin(input: ObjectType, twin: ObjectType): boolean {
  if (input.fields.length !== twin.fields.length) return false;
  const fields = new Map(twin.fields.map((field) => [field.name, field]));
  return input.fields.every((field) => {
    const other = fields.get(field.name);
    return other !== undefined && sameShape(field, other);
  });
}

function sameShape(input: Field, field: Field): boolean {
  const one = typeText(input.type);
  const other = typeText(field.type);
  return one === other || one.replace(/Input(?=[!\]]*$)/, '') === other;
}

function typeText(type: TypeRef): string {
  const text = type.kind === 'list' ? `[${typeText(type.of)}]` : type.name;
  return type.required ? `${text}!` : text;
}

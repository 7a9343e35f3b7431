/** A schema of the builder, as far as it is needed here. */
interface BuilderSchema {
  readonly transform: () => { readonly schema: string; readonly lambdaFunctions?: Functions };
}

/** What `defineFunction` has made, by the names that the SDL has for it. */
type Functions = Readonly<Record<string, unknown>>;

/** What `defineData` was given. */
export interface DefinedData {
  readonly sdl: string;
  readonly functions: Functions;
}

/**
 * What a module with `defineData` stands for. The factory keeps what it was given in `props`, and takes functions from
 * there and from what the builder has named (@aws-amplify/backend-data, src/factory.ts).
 * @throws Error when no export of the module is made by `defineData`
 */
export function definedDataOf(module: unknown): DefinedData {
  for (const exported of membersOf(module)) {
    const props = member(exported, 'props');
    const schema = member(props, 'schema');
    if (schema === undefined) continue;
    const { sdl, functions } = partOf(schema);
    return { sdl, functions: { ...record(member(props, 'functions')), ...functions } };
  }
  throw new Error('the module exports nothing that `defineData` has made');
}

function partOf(schema: unknown): DefinedData {
  if (typeof schema === 'string') return { sdl: schema, functions: {} };
  if (isBuilderSchema(schema)) {
    const { schema: sdl, lambdaFunctions = {} } = schema.transform();
    return { sdl, functions: lambdaFunctions };
  }
  const schemas = member(schema, 'schemas');
  if (Array.isArray(schemas)) {
    const parts = schemas.map(partOf);
    return {
      sdl: parts.map(({ sdl }) => sdl).join('\n'),
      functions: Object.assign({}, ...parts.map(({ functions }) => functions)) as Functions,
    };
  }
  throw new Error('the schema of `defineData` is neither SDL nor made by `a.schema`');
}

function isBuilderSchema(value: unknown): value is BuilderSchema {
  return typeof member(value, 'transform') === 'function';
}

const record = (value: unknown): Functions =>
  typeof value === 'object' && value !== null ? (value as Functions) : {};

const membersOf = (value: unknown): unknown[] => Object.values(record(value));

const member = (value: unknown, name: string): unknown => record(value)[name];

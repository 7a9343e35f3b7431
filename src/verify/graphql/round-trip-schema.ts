/** A schema of the builder, as far as it is needed here. */
interface BuilderSchema {
  readonly transform: () => { readonly schema: string };
}

/**
 * The SDL that a module with `defineData` stands for. The factory keeps what it was given in `props`
 * (@aws-amplify/backend-data, src/factory.ts).
 * @throws Error when no export of the module is made by `defineData`
 */
export function schemaOf(module: unknown): string {
  for (const exported of membersOf(module)) {
    const schema = member(member(exported, 'props'), 'schema');
    if (schema !== undefined) return sdlOf(schema);
  }
  throw new Error('the module exports nothing that `defineData` has made');
}

function sdlOf(schema: unknown): string {
  if (typeof schema === 'string') return schema;
  if (isBuilderSchema(schema)) return schema.transform().schema;
  const parts = member(schema, 'schemas');
  if (Array.isArray(parts)) return parts.map(sdlOf).join('\n');
  throw new Error('the schema of `defineData` is neither SDL nor made by `a.schema`');
}

function isBuilderSchema(value: unknown): value is BuilderSchema {
  return typeof member(value, 'transform') === 'function';
}

function membersOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

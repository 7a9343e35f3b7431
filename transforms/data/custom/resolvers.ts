import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { isSlotName, type ResolverFile, resolverFiles } from './slots.js';
import { functionStacks, readStacks, stackResolvers } from './stacks.js';

/** `Query.listX` of every field whose resolver a custom stack makes, or that of a function. */
export function customResolvers(app: Gen1App, resource: Gen1Resource): ReadonlySet<string> {
  return new Set([...readStacks(app, resource).stacks, ...functionStacks(app)].flatMap(stackResolvers));
}

/** A template of the user's that Gen 1 deploys in the place of a generated one of the same name. */
export interface ReplacedTemplate {
  readonly file: ResolverFile;
  readonly typeName: string;
  readonly fieldName: string;
  readonly side: 'request' | 'response';
}

/** The template of a whole field, `Query.listX.req.vtl`; null for a slot and for any other name. */
export function replacedTemplate(file: ResolverFile): ReplacedTemplate | null {
  const [, typeName, fieldName, side] = /^(\w+)\.(\w+)\.(req|res)\.vtl$/.exec(file.name) ?? [];
  if (isSlotName(file.name) || typeName === undefined || fieldName === undefined) return null;
  return { file, typeName, fieldName, side: side === 'req' ? 'request' : 'response' };
}

/** Files that stand for whole fields and are not read by a stack. */
export function replacedTemplates(
  app: Gen1App,
  resource: Gen1Resource,
  readByStacks: ReadonlySet<ResolverFile>,
): ReplacedTemplate[] {
  const names = new Set([...readByStacks].map(({ name }) => name));
  return [...resolverFiles(app, resource).values()].flatMap((file) =>
    names.has(file.name) ? [] : (replacedTemplate(file) ?? []),
  );
}

import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { fileOrigin, type Origin } from '../../../src/core/origin.js';

/** The places of a pipeline at which Gen 1 takes VTL of the user's. Source: SLOT_NAMES of amplify-category-api. */
const SLOT_NAMES = new Set([
  'init',
  'preAuth',
  'auth',
  'postAuth',
  'preDataLoad',
  'preUpdate',
  'preSubscribe',
  'postDataLoad',
  'postUpdate',
  'finish',
]);

/** Those that decide who may call: a file with the number of a generated one takes its place. */
const GUARDS = new Set(['preAuth', 'auth', 'postAuth']);

/** VTL of the user's at one place of a generated pipeline: `Query.listPosts.postAuth.2.req.vtl`. */
export interface Slot {
  readonly typeName: string;
  readonly fieldName: string;
  readonly slotName: string;
  readonly slotIndex: number;
  readonly request?: string;
  readonly response?: string;
  /** Relative to the project root. */
  readonly files: readonly string[];
  readonly origin: Origin;
  /** True for a slot that decides about access. */
  readonly guards: boolean;
}

/** A template in the folder of the API, by the rules with which Gen 1 reads its name. */
export interface ResolverFile {
  /** Such as `Query.listPosts.req.vtl`. */
  readonly name: string;
  /** Relative to the project root. */
  readonly path: string;
  readonly text: string;
}

const TEMPLATE_FOLDERS = ['pipelineFunctions', 'resolvers'] as const;

/** The templates of the API by name: files of resolvers/ hide those of the older pipelineFunctions/. */
export function resolverFiles(app: Gen1App, resource: Gen1Resource): ReadonlyMap<string, ResolverFile> {
  const found = new Map<string, ResolverFile>();
  for (const folder of TEMPLATE_FOLDERS) {
    for (const file of resource.files) {
      if (!file.startsWith(`${folder}/`) || !file.endsWith('.vtl')) continue;
      const path = `${resource.folder ?? ''}/${file}`;
      const text = app.files.text(path);
      const name = file.slice(folder.length + 1);
      if (text !== null) found.set(name, { name, path, text });
    }
  }
  return found;
}

/**
 * The slots that the user fills, in the order in which Gen 1 adds them. A name without a number has the number 0,
 * and everything that is not `res` is a request (parseUserDefinedSlots of amplify-category-api).
 */
export function slotsOf(app: Gen1App, resource: Gen1Resource): Slot[] {
  const slots = new Map<string, Slot>();
  for (const { name, path, text } of resolverFiles(app, resource).values()) {
    const parts = name.split('.');
    const [typeName, fieldName, slotName, number] = parts;
    if (!isSlotName(name) || !typeName || !fieldName || !slotName) continue;
    const slotIndex = Number(number) || 0;
    const id = `${typeName}.${fieldName}.${slotName}.${slotIndex}`;
    const before = slots.get(id);
    const side = parts.at(-2) === 'res' ? { response: text } : { request: text };
    slots.set(id, {
      ...(before ?? { typeName, fieldName, slotName, slotIndex, guards: GUARDS.has(slotName) }),
      ...side,
      files: [...(before?.files ?? []), path],
      origin: before?.origin ?? fileOrigin(path),
    });
  }
  return [...slots.values()].sort(bySlot);
}

/** Whether Gen 1 takes a file for a slot, and not for a whole template. */
export function isSlotName(file: string): boolean {
  return SLOT_NAMES.has(file.split('.')[2] ?? '');
}

/** Gen 1 sorts numbers as text: 10 stands before 2. */
function bySlot(a: Slot, b: Slot): number {
  const place = (slot: Slot): string => `${slot.typeName}.${slot.fieldName}#${slot.slotName}`;
  if (place(a) !== place(b)) return place(a) < place(b) ? -1 : 1;
  return `order${a.slotIndex}`.localeCompare(`order${b.slotIndex}`);
}

import { join } from 'node:path';
import { type Section } from '../../../transforms/client/setting.js';
import { type Gen1App, type Gen1Resource } from '../../core/gen1-app.js';
import { statsOf } from '../../workspace/disk.js';

/** What a client is configured with, by where the backend has it. */
export interface BackendState {
  readonly moved: readonly Section[];
  readonly left: ReadonlySet<Section>;
  /** The names of its REST APIs. */
  readonly restApis: ReadonlySet<string>;
}

/** Sections that a feature of Gen 2 writes to its outputs; the others have no feature of their own. */
const FEATURES: readonly Section[] = ['auth', 'data', 'storage'];

/** What has a folder in the Gen 2 backend has moved; what only Gen 1 has is left. */
export async function backendState({ resources }: Gen1App, outRoot: string): Promise<BackendState> {
  const sections = [...new Set(resources.flatMap((one) => sectionOf(one) ?? []))];
  const there = await Promise.all(
    sections.map(
      async (section) =>
        FEATURES.includes(section) &&
        ((await statsOf(join(outRoot, `amplify/${section}/resource.ts`))) ??
          (await statsOf(join(outRoot, `amplify/${section}/resource.js`)))) !== null,
    ),
  );
  return {
    moved: sections.filter((_, index) => there[index] === true),
    left: new Set(sections.filter((_, index) => there[index] !== true)),
    restApis: new Set(resources.filter((one) => sectionOf(one) === 'rest').map(({ name }) => name)),
  };
}

/** Categories of Gen 1 whose name is that of their section. */
const SAME: ReadonlySet<string> = new Set<Section>([
  ...(['auth', 'analytics', 'geo', 'interactions', 'notifications', 'predictions'] as const),
]);

/** The section of a resource; null for what no client is configured with, such as a function or a table. */
function sectionOf({ category, config }: Gen1Resource): Section | null {
  const member = config?.kind === 'object' ? config.members.get('service') : undefined;
  const service = member?.kind === 'scalar' ? member.value : null;
  if (category === 'api') return service === 'AppSync' ? 'data' : 'rest';
  if (category === 'storage') return service === 'S3' ? 'storage' : null;
  return isSection(category) ? category : null;
}

function isSection(category: string): category is Section {
  return SAME.has(category);
}

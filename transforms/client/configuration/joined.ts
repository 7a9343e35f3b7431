/** What the library calls a section of its configuration (@aws-amplify/core 6, ResourcesConfig). */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['auth', 'Auth'],
  ['data', 'API'],
  ['storage', 'Storage'],
]);

/** The first line of the module, by which it is known again. */
export const JOINED_MARK =
  '// What has moved to Gen 2 comes from its outputs, the rest from the file of Gen 1.';

/** The name of the module beside Gen 1's file. */
export function joinedName(typescript: boolean): string {
  return `amplify-configuration.${typescript ? 'ts' : 'js'}`;
}

export interface Joined {
  /** Where amplify_outputs.json is, as the module imports it. */
  readonly outputs: string;
  /** Gen 1's file, as the module imports it. */
  readonly gen1: string;
  /** Sections that have moved. */
  readonly moved: readonly string[];
  readonly left: ReadonlySet<string>;
}

/**
 * The module that configures a client of two backends. Amplify.configure merges nothing, and takes one
 * configuration in any form that `parseAmplifyConfig` reads (@aws-amplify/core 6, singleton/Amplify).
 */
export function joinedModule({ outputs, gen1, moved, left }: Joined): string {
  const names = [...KEYS].filter(([section]) => moved.includes(section)).map(([, key]) => key);
  // REST APIs share a key with AppSync: they stay when the other moves.
  const members = names.map((name) =>
    name === 'API' && left.has('rest') ? 'API: API && { ...gen1.API, ...API }' : name,
  );
  return `${JOINED_MARK}
import { parseAmplifyConfig } from 'aws-amplify/utils';
import outputs from '${outputs}';
import gen1Configuration from '${gen1}';

const gen1 = parseAmplifyConfig(gen1Configuration);
const { ${names.join(', ')} } = parseAmplifyConfig(outputs);

const configuration = { ...gen1, ${members.join(', ')} };

export default configuration;
`;
}

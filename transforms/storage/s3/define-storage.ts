import {
  type Code,
  type Entry,
  type ModuleText,
  array,
  code,
  identifier,
  literal,
  object,
} from '../../../src/emit/code.js';
import { type AccessRule } from './access.js';

/** One bucket of amplify/storage/resource.ts. */
export interface DefinedBucket {
  /** The key in defineBackend, and the name of the export. */
  readonly key: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly versioned: boolean;
  readonly rules: readonly AccessRule[];
}

/** `export const storage = defineStorage({…})`. */
export function defineStorage(bucket: DefinedBucket, module: ModuleText): Code {
  const define = module.use('defineStorage', '@aws-amplify/backend');
  const props = object([
    ['name', literal(bucket.name)],
    bucket.isDefault ? ['isDefault', literal(true)] : null,
    bucket.versioned ? ['versioned', literal(true)] : null,
    [
      'keepOnDelete',
      literal(true),
      'As in Gen 1, the bucket outlives its stack; a sandbox deletes it all the same.',
    ],
    bucket.rules.length === 0 ? null : ['access', accessCode(bucket.rules)],
  ]);
  return code`export const ${identifier(bucket.key)} = ${define}(${props});`;
}

const WHO: Readonly<Record<AccessRule['who'], Code>> = {
  guest: code`allow.guest`,
  authenticated: code`allow.authenticated`,
  entity: code`allow.entity('identity')`,
};

function accessCode(rules: readonly AccessRule[]): Code {
  const paths = [...new Set(rules.map(({ path }) => path))];
  const entries = paths.map((path): Entry => {
    const own = rules.filter((rule) => rule.path === path);
    const list = own.map(({ who, words }) => code`${WHO[who]}.to(${literal([...words])})`);
    return [path, array(list)];
  });
  return code`(allow) => (${object(entries)})`;
}

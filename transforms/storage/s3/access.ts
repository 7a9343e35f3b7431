import { CALLER, type Grant, isCovered, isPersonal } from './grants.js';

/** Whom a rule of `defineStorage` lets in; `entity` is the user whose identity id stands in the path. */
export type Who = 'guest' | 'authenticated' | 'entity';
/** The words of `defineStorage`; `read` is `get` and `list`. */
export type Word = 'read' | 'get' | 'list' | 'write' | 'delete';

export interface AccessRule {
  readonly path: string;
  readonly who: Who;
  readonly words: readonly Word[];
}

/** Rules of `defineStorage`, and the rights that none of them gives. */
export interface Access {
  readonly rules: readonly AccessRule[];
  readonly rest: readonly Grant[];
}

/** Rights of roles that no rule of `defineStorage` is for: those of an identity pool without a user pool. */
export function withoutRules(grants: readonly Grant[]): Access {
  return { rules: [], rest: grants };
}

/**
 * What a rule on a path reaches: every rule but `entity` puts a wildcard where the id of the owner stands, so
 * `allow.authenticated` on a private path would let every signed-in user into everyone's files.
 * Source: access_builder and storage_access_orchestrator of @aws-amplify/backend-storage.
 */
const RULES: readonly (Omit<AccessRule, 'words'> & { readonly reaches: string })[] = [
  { path: 'public/*', who: 'guest', reaches: 'public/*' },
  { path: 'public/*', who: 'authenticated', reaches: 'public/*' },
  { path: 'protected/{entity_id}/*', who: 'guest', reaches: 'protected/*' },
  { path: 'protected/{entity_id}/*', who: 'authenticated', reaches: 'protected/*' },
  { path: 'protected/{entity_id}/*', who: 'entity', reaches: `protected/${CALLER}/*` },
  { path: 'private/{entity_id}/*', who: 'entity', reaches: `private/${CALLER}/*` },
  { path: 'uploads/*', who: 'guest', reaches: 'uploads/*' },
  { path: 'uploads/*', who: 'authenticated', reaches: 'uploads/*' },
];

/** Actions of the words on objects. Source: storage_access_policy_factory of @aws-amplify/backend-storage. */
const OBJECT_WORDS = [
  ['get', 's3:GetObject'],
  ['write', 's3:PutObject'],
  ['delete', 's3:DeleteObject'],
] as const;

/** Says rights with rules of `defineStorage`, each of which gives nothing beyond them. */
export function accessOf(grants: readonly Grant[]): Access {
  const rules: AccessRule[] = [];
  const given: Grant[] = [];
  for (const { path, who, reaches } of RULES) {
    const words = wordsFor(who, reaches, grants);
    if (words.length === 0) continue;
    rules.push({ path, who, words: withRead(words) });
    given.push(...words.flatMap((word) => grantsOf(who, reaches, word)));
  }
  return { rules, rest: grants.filter((grant) => !isCovered(grant, given)) };
}

function wordsFor(who: Who, reaches: string, grants: readonly Grant[]): Word[] {
  const isWanted = (word: Word): boolean =>
    grantsOf(who, reaches, word).every((grant) => grants.some((each) => sameGrant(each, grant)));
  const words: Word[] = OBJECT_WORDS.map(([word]) => word).filter(isWanted);
  // Who may list a folder may list what is in it; that is said once more only beside `get`, as `read`.
  const lists = grantsOf(who, reaches, 'list').every((grant) => isCovered(grant, grants));
  return isWanted('list') || (lists && words.includes('get')) ? [...words, 'list'] : words;
}

/** The rights that a word of a rule gives. */
function grantsOf(who: Who, reaches: string, word: Word): Grant[] {
  const principal = who === 'guest' ? 'guest' : 'authenticated';
  if (word === 'list') {
    const prefixes = [reaches.slice(0, -1), reaches];
    return prefixes.map((path) => ({ principal, action: 's3:ListBucket', on: 'bucket', path }));
  }
  const [, action = ''] = OBJECT_WORDS.find(([name]) => name === word) ?? [];
  return [{ principal, action, on: 'objects', path: reaches }];
}

function sameGrant(a: Grant, b: Grant): boolean {
  return a.principal === b.principal && a.action === b.action && a.on === b.on && a.path === b.path;
}

function withRead(words: readonly Word[]): Word[] {
  const isRead = words.includes('get') && words.includes('list');
  return isRead ? ['read', ...words.filter((word) => word !== 'get' && word !== 'list')] : [...words];
}

/** True when a rule or a right is about the files of one user. */
export function concernsUsers({ rules, rest }: Access): boolean {
  return rules.some(({ who }) => who === 'entity') || rest.some(isPersonal);
}

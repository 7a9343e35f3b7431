import { type Told, type ToldValue } from './told.js';

/**
 * What Gen 1's settings don't say because override.ts does: a difference below a property that a statement of
 * override.ts names. Built templates hold overrides, so this is asked only without them.
 */
export function overrideOf(path: string, { ledger }: Pick<Told, 'ledger'>): ToldValue | null {
  const names = namesIn(path);
  return (
    ledger.find(
      ({ origin, value }) =>
        origin.file.endsWith('override.ts') &&
        typeof value === 'string' &&
        names.some((name) => name.test(value)),
    ) ?? null
  );
}

/** What a statement calls otherwise than the property that it sets. */
const ALIASES: Readonly<Record<string, string>> = { DeletionPolicy: 'applyRemovalPolicy' };

/**
 * Names of the path below the resource, whose words a statement holds in this order: facts have
 * `VerificationMessageTemplate.EmailMessage` for what is `emailVerificationMessage` there.
 */
function namesIn(path: string): RegExp[] {
  return path
    .split(/[.[\]"]+/)
    .slice(/^(UserPool|IdentityPool|UserPoolDomain)\./.test(path) ? 1 : 2)
    .map((segment) => ALIASES[segment] ?? segment)
    .filter((segment) => /^[A-Za-z]\w{3,}$/.test(segment))
    .map((segment) => new RegExp(wordsOf(segment).join('\\w*'), 'i'));
}

function wordsOf(name: string): string[] {
  return name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|_+/g) ?? [name];
}

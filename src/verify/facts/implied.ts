interface Implied {
  /** A fact that can't be there without the one that `of` gives the path of. */
  readonly path: RegExp;
  readonly of: string;
  readonly because: string;
}

const IMPLIED: readonly Implied[] = [
  {
    path: /^((?:Functions|Triggers)(?:\.\w+|\["[^"]+"\]))\.Secrets(?=[.[])/,
    of: '$1.Environment',
    because: 'a variable that names another parameter, or none any more, is told itself',
  },
  {
    path: /^(?:IdentityPool\.CognitoIdentityProviders|RoleMappings)(?=[.[])/,
    of: 'UserPoolClients',
    because: 'a client that is no more gets no credentials either, and no role by its tokens',
  },
];

interface Sides {
  readonly path: string;
  readonly gen1: unknown;
  readonly gen2: unknown;
}

/** Whether something is on one side only because of what it belongs to, which is told by itself. */
export function isImplied({ path, gen1, gen2 }: Sides, all: readonly Sides[]): boolean {
  if (gen1 !== undefined && gen2 !== undefined) return false;
  return IMPLIED.some(({ path: pattern, of }) => {
    const owner = path.replace(pattern, of);
    return owner !== path && all.some((one) => one.path === owner);
  });
}

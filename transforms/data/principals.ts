import { type Rule } from './api.js';

/** Whom a rule lets in, in the report's words: `owner`, `group:Admins`. */
export function principalsOf({ strategy, groups, provider }: Rule): string[] {
  switch (strategy) {
    case 'public':
      return [provider === 'apiKey' ? 'apiKey' : 'guest'];
    case 'private':
      return [provider === 'oidc' ? 'oidc' : 'authenticated'];
    case 'owner':
      return ['owner'];
    case 'groups':
      return groups?.map((group) => `group:${group}`) ?? ['authenticated'];
    case 'custom':
      return ['lambda'];
  }
}

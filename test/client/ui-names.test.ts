import { describe, expect, it } from 'vitest';
import { RENAMED, whyGone } from '../../transforms/client/ui/gone.js';

describe('names of @aws-amplify/ui-react', () => {
  it('that version 6 exports are not refused', async () => {
    const names = Object.keys(await import('@aws-amplify/ui-react'));
    expect(names).toContain('Authenticator');
    expect(names.filter((name) => whyGone('@aws-amplify/ui-react', name) !== null)).toEqual([]);
  });

  it('that version 6 exports for its own packages are not refused', async () => {
    const names = Object.keys(await import('@aws-amplify/ui-react/internal'));
    expect(names).toContain('IconClose');
    expect(names.filter((name) => whyGone('@aws-amplify/ui-react/internal', name) !== null)).toEqual([]);
  });

  it('of parts of the Authenticator are there under their new name alone', async () => {
    const { Authenticator } = await import('@aws-amplify/ui-react');
    const parts = Object.keys(Authenticator);
    const components = [...RENAMED].filter(([before]) => /^[A-Z]/.test(before));
    for (const [before, now] of components) {
      expect(parts).toContain(now);
      expect(parts).not.toContain(before);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { compareModes } from '../../src/verify/graphql/compare-modes.js';
import { type ModeFacts } from '../../src/verify/graphql/modes.js';

const lambda = (name: string, ttlSeconds = 300): ModeFacts[] => [
  { type: 'AWS_LAMBDA', settings: { function: name, ttlSeconds, validation: null } },
];
const paths = (gen1: readonly ModeFacts[], gen2: readonly ModeFacts[]): string[] =>
  compareModes(gen1, gen2).map(({ path }) => path);

describe('the modes of two APIs', () => {
  it('have the same authorizer where Gen 2 calls the function of Gen 1, or has moved it', () => {
    expect(paths(lambda('keeper-dev'), lambda('keeper-dev'))).toEqual([]);
    expect(paths(lambda('keeper-dev'), lambda('function keeper'))).toEqual([]);
  });

  it('differ by another function, and by how long its answer holds', () => {
    expect(paths(lambda('keeper-dev'), lambda('keeper-prod'))).toEqual(['AWS_LAMBDA.function']);
    expect(paths(lambda('keeper-dev'), lambda('function porter'))).toEqual(['AWS_LAMBDA.function']);
    expect(paths(lambda('keeper-dev'), lambda('keeper-dev', 0))).toEqual(['AWS_LAMBDA.ttlSeconds']);
  });

  it('differ by each setting of OpenID Connect', () => {
    const oidc = (changed: ModeFacts['settings'] = {}): ModeFacts[] => [
      {
        type: 'OPENID_CONNECT',
        settings: {
          issuer: 'https://id.example.com',
          clientId: 'web',
          authTtl: 1000,
          issueTtl: 2000,
          ...changed,
        },
      },
    ];
    expect(paths(oidc(), oidc())).toEqual([]);
    for (const [name, value] of Object.entries({ issuer: '', clientId: null, authTtl: 1, issueTtl: 0 })) {
      expect(paths(oidc(), oidc({ [name]: value }))).toEqual([`OPENID_CONNECT.${name}`]);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../src/verify/features.js';
import { type Template } from '../../src/verify/template.js';
import { SHOP, shopOf } from './shop.js';
import { allow, policyFor } from './shop-policies.js';

async function features(templates: Readonly<Record<string, Template>>): Promise<string[]> {
  return [...featuresOf(await shopOf(templates))].sort();
}

/** Some of the stacks of the shop. */
function shop(...names: string[]): Record<string, Template> {
  return Object.fromEntries(Object.entries(SHOP).filter(([name]) => names.includes(name)));
}

describe('a backend', () => {
  it('has what it deploys', async () => {
    expect(await features(SHOP)).toEqual(['auth', 'data', 'functions', 'rest', 'storage']);
    expect(await features(shop('auth'))).toEqual(['auth']);
    expect(await features(shop('auth', 'function'))).toEqual(['auth', 'functions']);
    expect(await features(shop('data', 'rest'))).toEqual(['data', 'rest']);
    expect(await features(shop('storage'))).toEqual(['storage']);
  });

  it('has storage as well when it only refers to the bucket that stays, on which roles have rights', async () => {
    const policy = policyFor('${auth/AuthRole}', [
      allow(['s3:GetObject'], 'arn:aws:s3:::photos-dev/public/*'),
    ]);
    const backend: Record<string, Template> = {
      ...shop('auth'),
      storage: { Resources: { AuthenticatedPolicy: policy } },
    };
    expect(await features(backend)).toEqual(['auth', 'storage']);
  });
});

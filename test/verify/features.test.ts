import { describe, expect, it } from 'vitest';
import { featuresOf } from '../../src/verify/features.js';
import { type Template } from '../../src/verify/template.js';
import { SHOP, shopOf } from './shop.js';
import { allow, policyFor } from './shop-policies.js';

async function features(templates: Readonly<Record<string, Template>>): Promise<string[]> {
  return [...featuresOf(await shopOf(templates))].sort();
}

const { auth, data, function: fn, rest, storage } = SHOP as Record<string, Template>;

describe('a backend', () => {
  it('has what it deploys', async () => {
    expect(await features(SHOP)).toEqual(['auth', 'data', 'functions', 'rest', 'storage']);
    expect(await features({ auth: auth as Template })).toEqual(['auth']);
    expect(await features({ auth: auth as Template, fn: fn as Template })).toEqual(['auth', 'functions']);
    expect(await features({ data: data as Template, rest: rest as Template })).toEqual(['data', 'rest']);
    expect(await features({ storage: storage as Template })).toEqual(['storage']);
  });

  it('has storage as well when it only refers to the bucket that stays, on which roles have rights', async () => {
    const policy = policyFor('${auth/AuthRole}', [
      allow(['s3:GetObject'], 'arn:aws:s3:::photos-dev/public/*'),
    ]);
    const backend: Record<string, Template> = {
      auth: auth as Template,
      storage: { Resources: { AuthenticatedPolicy: policy } },
    };
    expect(await features(backend)).toEqual(['auth', 'storage']);
  });
});

import { describe, expect, it, vi } from 'vitest';
import { accessOf } from '../../src/verify/iam/access.js';
import { type AccessDifference, compareAccess } from '../../src/verify/iam/compare.js';
import { type JsonObject } from '../../src/verify/template.js';
import { backends } from '../synth/backends.js';
import { KNOWN, gen1Access } from './gen1-shop.js';
import { FAITHFUL, type Gen2Shop, gen2Shop } from './gen2-shop.js';

vi.setConfig({ testTimeout: 180_000 });

const { synthCase } = backends();

const ALL = ['CREATE_AND_UPDATE', 'READ', 'DELETE'];
const RIGHTS: JsonObject = { storageAccess: 'authAndGuest', authAccess: ALL, guestAccess: ['READ'] };

async function differences(rights: JsonObject, shop: Gen2Shop): Promise<string[]> {
  const { stacks } = await synthCase(gen2Shop(shop));
  return compareAccess(gen1Access(rights), accessOf(stacks, KNOWN)).map(shown);
}

function shown({ principal, action, resource, when, gen1, gen2 }: AccessDifference): string {
  return `${principal} ${action} ${resource}${when === '' ? '' : ` (${when})`}: ${gen1} -> ${gen2}`;
}

/** The lines of access, of which those for one path are others. */
function withPath(path: string, line: string | null): Gen2Shop {
  const access = FAITHFUL.access.flatMap((one) =>
    one.startsWith(`'${path}'`) ? (line === null ? [] : [line]) : [one],
  );
  return { ...FAITHFUL, access };
}

describe('what Gen 1 allows', () => {
  it('is what a faithful Gen 2 allows', async () => {
    expect(await differences(RIGHTS, FAITHFUL)).toEqual([]);
  });

  it('is everything in the bucket for a group', async () => {
    const group = { ...RIGHTS, groupAccess: { Editors: ['READ', 'DELETE'] } };
    const lost = await differences(group, FAITHFUL);
    expect(lost).toContain('group:Editors s3:GetObject s3:private/other/any: allowed -> denied');
    expect(lost).toContain('group:Editors s3:ListBucket s3: (s3:prefix=other/): allowed -> denied');
    const whole: Gen2Shop = {
      ...FAITHFUL,
      more: [
        `policy('Editors',
  allow('s3:GetObject', 's3:DeleteObject').on(bucket.arnForObjects('*')),
  allow('s3:ListBucket').on(bucket.bucketArn),
).attachToRole(roles.groups['Editors']!.role);`,
      ],
    };
    expect(await differences(group, whole)).toEqual([]);
  });
});

describe('faults that are caught', () => {
  it('every signed-in user has the private files of all others', async () => {
    const leak = withPath(
      'private/{entity_id}/*',
      "'private/{entity_id}/*': [allow.authenticated.to(['read', 'write', 'delete'])],",
    );
    // Each verb on each file; what may be listed as well, which `allow.authenticated` asks for by any prefix.
    const verbs = ['DeleteObject', 'GetObject', 'PutObject'].flatMap((verb) =>
      ['private/', 'private/any', 'private/other/', 'private/other/any'].map(
        (path) => `authenticated s3:${verb} s3:${path}: denied -> allowed`,
      ),
    );
    const lists = ['private/', 'private/any', 'private/other/', 'private/other/any'].map(
      (prefix) => `authenticated s3:ListBucket s3: (s3:prefix=${prefix}): denied -> allowed`,
    );
    expect((await differences(RIGHTS, leak)).sort()).toEqual([...verbs, ...lists].sort());
  });

  it('guests read protected files no more', async () => {
    const lost = withPath(
      'protected/{entity_id}/*',
      "'protected/{entity_id}/*': [allow.authenticated.to(['read']), allow.entity('identity').to(['read', 'write', 'delete'])],",
    );
    expect((await differences(RIGHTS, lost)).sort()).toEqual([
      'guest s3:GetObject s3:protected/: allowed -> denied',
      'guest s3:GetObject s3:protected/any: allowed -> denied',
      'guest s3:GetObject s3:protected/other/any: allowed -> denied',
      'guest s3:GetObject s3:protected/own/any: allowed -> denied',
      'guest s3:ListBucket s3: (s3:prefix=protected/): allowed -> denied',
      'guest s3:ListBucket s3: (s3:prefix=protected/any): allowed -> denied',
      'guest s3:ListBucket s3: (s3:prefix=protected/other/): allowed -> denied',
      'guest s3:ListBucket s3: (s3:prefix=protected/own/): allowed -> denied',
    ]);
  });

  it('nobody uploads to uploads/ any more', async () => {
    expect((await differences(RIGHTS, withPath('uploads/*', null))).sort()).toEqual([
      'authenticated s3:PutObject s3:uploads/: allowed -> denied',
      'authenticated s3:PutObject s3:uploads/any: allowed -> denied',
    ]);
  });

  it('rights on one table are rights on all tables', async () => {
    const union: Gen2Shop = {
      ...FAITHFUL,
      grants: ['orders', 'stock'].map(
        (name) => `tables.${name}.grant(packer, 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem');`,
      ),
    };
    expect((await differences(RIGHTS, union)).sort()).toEqual([
      'function:packer dynamodb:GetItem table:stock: denied -> allowed',
      'function:packer dynamodb:PutItem table:orders: denied -> allowed',
      'function:packer dynamodb:Query table:stock/index/any: denied -> allowed',
      'function:packer dynamodb:Query table:stock: denied -> allowed',
    ]);
  });
});

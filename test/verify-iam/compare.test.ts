import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Access } from '../../src/verify/iam/access.js';
import { compareAccess } from '../../src/verify/iam/compare.js';
import { decide } from '../../src/verify/iam/decide.js';
import { statementOf } from '../../src/verify/iam/statements.js';
import { type JsonObject } from '../../src/verify/template.js';

function access(...statements: JsonObject[]): Access {
  const policies = { statements: statements.map(statementOf), unread: [], boundary: null };
  return new Map([['function:hello', { policies, context: new Map() }]]);
}

const outcomeOf = (side: Access, action: string, resource: string): string | undefined => {
  const policies = side.get('function:hello')?.policies;
  return policies && decide(policies, { action, resource, context: new Map() }).outcome;
};

/** Statements of a service that no catalogue lists, with prefixes that lie inside one another. */
const names = fc.array(fc.constantFrom('p', 'q', 'r'), { maxLength: 3 }).map((list) => list.join(''));
const statements = fc.array(
  fc
    .record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      Action: fc.tuple(names, fc.constantFrom('', '*')).map(([name, star]) => `svc:${name}${star}`),
      Resource: fc
        .tuple(names, fc.constantFrom('', '*'))
        .map(([name, star]) => `arn:aws:svc:::${name}${star}`),
    })
    .map((statement): JsonObject => statement),
  { maxLength: 3 },
);

describe('compareAccess', () => {
  it('misses no difference of rights that are cut by prefixes', () => {
    fc.assert(
      fc.property(statements, statements, names, names, (before, after, action, resource) => {
        const [gen1, gen2] = [access(...before), access(...after)];
        const asked = [`svc:${action}`, `arn:aws:svc:::${resource}`] as const;
        fc.pre(outcomeOf(gen1, ...asked) !== outcomeOf(gen2, ...asked));
        expect(compareAccess(gen1, gen2)).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('tells nothing of the same rights in other statements', () => {
    const one = access({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: ['a/*', 'b/*'],
    });
    const four = access(
      ...['s3:GetObject', 'S3:PutObject'].flatMap((Action) =>
        ['a/*', 'b/*'].map((Resource) => ({ Effect: 'Allow', Action, Resource })),
      ),
    );
    expect(compareAccess(one, four)).toEqual([]);
  });

  const arn = 'arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/';

  it('tells what a wildcard allows besides', () => {
    const exact = access({
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:Query'],
      Resource: `${arn}\${Table.orders}`,
    });
    const wide = access({
      Effect: 'Allow',
      Action: ['dynamodb:Get*', 'dynamodb:Query'],
      Resource: `${arn}\${Table.orders}*`,
    });
    const told = compareAccess(exact, wide).map(({ action, resource, gen1, gen2 }) => [
      action,
      resource,
      gen1,
      gen2,
    ]);
    expect(told).toContainEqual(['dynamodb:GetResourcePolicy', 'table:orders', 'denied', 'allowed']);
    expect(told).toContainEqual(['dynamodb:Query', 'table:orders/index/any', 'denied', 'allowed']);
    expect(told).not.toContainEqual(['dynamodb:Query', 'table:orders', 'denied', 'allowed']);
  });

  it('tells that the backups of a table may be restored', () => {
    const of = (path: string): Access =>
      access({
        Effect: 'Allow',
        Action: 'dynamodb:RestoreTable*',
        Resource: `${arn}\${Table.orders}${path}`,
      });
    expect(compareAccess(of('/index/*'), of('/*'))).toContainEqual({
      principal: 'function:hello',
      action: 'dynamodb:RestoreTableFromBackup',
      resource: 'table:orders/backup/any',
      when: '',
      gen1: 'denied',
      gen2: 'allowed',
    });
  });

  it('tells that one table has become all tables', () => {
    const one = access({ Effect: 'Allow', Action: 'dynamodb:Scan', Resource: `${arn}\${Table.orders}` });
    const all = access({ Effect: 'Allow', Action: 'dynamodb:Scan', Resource: '*' });
    expect(compareAccess(one, all)).toContainEqual({
      principal: 'function:hello',
      action: 'dynamodb:Scan',
      resource: `${arn}elsewhere/index/any`,
      when: '',
      gen1: 'denied',
      gen2: 'allowed',
    });
  });

  it('looks at actions on the resources that they are on', () => {
    const objects = access({
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::${Bucket}/*',
    });
    expect(compareAccess(objects, access())).toEqual([]);
    const bucket = access({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::${Bucket}' });
    expect(compareAccess(bucket, access())).not.toEqual([]);
  });

  it('tells a condition that is gone', () => {
    const statement: JsonObject = { Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*' };
    const bound = access({
      ...statement,
      Condition: { StringEquals: { 'ses:FromAddress': 'shop@example.com' } },
    });
    expect(compareAccess(bound, access(statement))).toContainEqual(
      expect.objectContaining({ action: 'ses:SendEmail', when: '', gen1: 'denied', gen2: 'allowed' }),
    );
  });

  it('leaves open what depends on a policy that stands elsewhere', () => {
    const [entry] = access({ Effect: 'Allow', Action: 'ses:SendEmail', Resource: '*' });
    if (!entry) throw new Error('no principal');
    const [name, principal] = entry;
    const elsewhere = new Map([
      [name, { ...principal, policies: { ...principal.policies, unread: ['arn:x'] } }],
    ]);
    expect(compareAccess(new Map([entry]), elsewhere)).toEqual([]);
    expect(
      compareAccess(elsewhere, access({ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' })),
    ).toContainEqual(
      expect.objectContaining({ action: 'sns:Publish', gen1: 'unknown: arn:x', gen2: 'allowed' }),
    );
  });
});

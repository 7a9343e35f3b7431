import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it, vi } from 'vitest';
import { dataClientModule } from '../../src/emit/data-client.js';

const BESIDE = fileURLToPath(
  new URL('../../fixtures/client/datastore-rewrite/data-client.ts', import.meta.url),
);

type Answer = Readonly<Record<string, unknown>>;
type Exported = Readonly<Record<string, (...given: unknown[]) => Promise<unknown>>>;

/** What the module exports, of its JavaScript form with a client that is not asked. */
async function loaded(): Promise<Exported> {
  const text = dataClientModule({ schema: null }).replace(
    /^import .*$/m,
    'const generateClient = () => ({});',
  );
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return module as Exported;
}

describe('the module that rewritten DataStore calls import', () => {
  it('is the one that the fixtures are type-checked with', () => {
    expect(readFileSync(BESIDE, 'utf8')).toBe(dataClientModule({ schema: '../amplify/data/resource' }));
  });

  it('has the same code in JavaScript', () => {
    const typed = dataClientModule({ schema: '../amplify/data/resource' });
    const target = ts.ScriptTarget.ESNext;
    const { outputText } = ts.transpileModule(typed, { compilerOptions: { target, removeComments: true } });
    const plain = ts.transpileModule(dataClientModule({ schema: null }), {
      compilerOptions: { target, removeComments: true, allowJs: true },
      fileName: 'data-client.js',
    }).outputText;
    expect(outputText).toBe(plain);
  });

  it('gives one record, undefined where there is none, and throws what the API returns as errors', async () => {
    const { recordOf, written } = await loaded();
    const none: Answer = { data: null };
    const refused: Answer = { data: null, errors: [{ message: 'Not Authorized' }, { message: 'Twice' }] };
    expect(await recordOf?.(Promise.resolve({ data: { id: '1' } }))).toEqual({ id: '1' });
    expect(await recordOf?.(Promise.resolve(none))).toBeUndefined();
    await expect(recordOf?.(Promise.resolve(refused))).rejects.toThrow('Not Authorized\nTwice');
    expect(await written?.(Promise.resolve({ data: { id: '1' } }))).toEqual({ id: '1' });
    await expect(written?.(Promise.resolve(none))).rejects.toThrow('no record');
  });

  it('reads all pages, then sorts and cuts', async () => {
    const { recordsOf } = await loaded();
    const pages: Record<string, Answer> = {
      first: { data: [{ n: 2 }, { n: 1 }], nextToken: 'second' },
      second: { data: [{ n: 4 }, { n: 3 }, { n: 3 }], nextToken: null },
    };
    const list = vi.fn(({ nextToken = 'first' }: { nextToken?: string }) =>
      Promise.resolve(pages[nextToken]),
    );
    const sort = { n: 'DESCENDING' };
    expect(await recordsOf?.(list)).toEqual([2, 1, 4, 3, 3].map((n) => ({ n })));
    expect(list.mock.calls).toEqual([[{ limit: 1000 }], [{ limit: 1000, nextToken: 'second' }]]);
    expect(await recordsOf?.(list, { sort })).toEqual([4, 3, 3, 2, 1].map((n) => ({ n })));
    expect(await recordsOf?.(list, { sort, page: 1, limit: 2 })).toEqual([{ n: 3 }, { n: 2 }]);
  });

  it('tells changes by what was done, and stops all of them', async () => {
    const { changesOf } = await loaded();
    const observers: { next: (element: unknown) => void }[] = [];
    const unsubscribe = vi.fn();
    const stream = {
      subscribe: (observer: { next: () => void }) => {
        observers.push(observer);
        return { unsubscribe };
      },
    };
    const heard: unknown[] = [];
    const changes = (await changesOf?.({ INSERT: stream, UPDATE: stream, DELETE: stream })) as {
      subscribe: (listener: (change: unknown) => void) => { unsubscribe: () => void };
    };
    const subscription = changes.subscribe((change) => heard.push(change));
    observers.forEach(({ next }, index) => next({ id: index }));
    expect(heard).toEqual(['INSERT', 'UPDATE', 'DELETE'].map((opType, id) => ({ opType, element: { id } })));
    subscription.unsubscribe();
    expect(unsubscribe).toHaveBeenCalledTimes(3);
  });

  it('gives a list of its own with each snapshot', async () => {
    const { snapshotsOf } = await loaded();
    const items = [{ n: 2 }, { n: 1 }];
    const stream = {
      subscribe: ({ next }: { next: (snapshot: unknown) => void }) => {
        next({ items, isSynced: true });
        next({ items, isSynced: true });
        return { unsubscribe: () => undefined };
      },
    };
    const heard: { items: unknown[] }[] = [];
    const snapshots = (await snapshotsOf?.(stream, { sort: { n: 'ASCENDING' } })) as {
      subscribe: (listener: (snapshot: { items: unknown[] }) => void) => void;
    };
    snapshots.subscribe((snapshot) => heard.push(snapshot));
    expect(heard[0]).toEqual({ items: [{ n: 1 }, { n: 2 }], isSynced: true });
    expect(heard[0]?.items).not.toBe(heard[1]?.items);
  });
});

/** How the module is written: in TypeScript with the module that has the type Schema, or in JavaScript. */
export type DataClientForm = { readonly schema: string } | { readonly schema: null };

/**
 * The module that rewritten DataStore calls import: the client of the API, and functions that give what
 * DataStore's operations gave. Errors that the API returns are thrown, as DataStore threw its own.
 */
export function dataClientModule({ schema }: DataClientForm): string {
  const t = (type: string): string => (schema === null ? '' : type);
  const head =
    schema === null
      ? ''
      : `import type { Schema } from '${schema}';
`;
  return `import { generateClient } from 'aws-amplify/data';
${head}
/** The client of the API. */
export const client = generateClient${t('<Schema>')}();
${t(TYPES)}
/** One record; undefined where there is none. */
export async function recordOf${t('<T>')}(request${t(': Promise<Answer<T | null>>')})${t(': Promise<T | undefined>')} {
  return dataOf(await request) ?? undefined;
}

/** A record that was created, changed or deleted. */
export async function written${t('<T>')}(request${t(': Promise<Answer<T | null>>')})${t(': Promise<T>')} {
  const record = dataOf(await request);
  if (record === null) throw new Error('The API gave no record back.');
  return record;
}

/** All records that a list gives, page by page, then sorted and cut. */
export async function recordsOf${t('<T>')}(
  list${t(': (page: Page) => Promise<Listed<T>>')},
  { sort, page = 0, limit = 0 }${t(': Arrangement<T>')} = {},
)${t(': Promise<T[]>')} {
  const records${t(': T[]')} = [];
  let nextToken${t(': string | null | undefined')} = null;
  do {
    const listed${t(': Listed<T>')} = await list(nextToken ? { limit: 1000, nextToken } : { limit: 1000 });
    records.push(...dataOf(listed));
    nextToken = listed.nextToken;
  } while (nextToken);
  const sorted = sortedBy(records, sort);
  return limit > 0 ? sorted.slice(page * limit, (page + 1) * limit) : sorted;
}

/** Deletes all records that a list gives, and gives them back. */
export async function deletedOf${t('<T>')}(
  list${t(': (page: Page) => Promise<Listed<T>>')},
  remove${t(': (record: T) => Promise<Answer<T | null>>')},
)${t(': Promise<T[]>')} {
  const records = await recordsOf(list);
  return Promise.all(records.map((record) => written(remove(record))));
}

/** Changes of the records of a model, one after the other, with what was done. */
export function changesOf${t('<T>')}(streams${t(': Record<OpType, Stream<T>>')}) {
  return {
    subscribe(listener${t(': (change: { opType: OpType; element: T }) => void')}) {
      const listen = (opType${t(': OpType')}) =>
        streams[opType].subscribe({ next: (element) => listener({ opType, element }), error: console.warn });
      const subscriptions = [listen('INSERT'), listen('UPDATE'), listen('DELETE')];
      return { unsubscribe: () => subscriptions.forEach((one) => one.unsubscribe()) };
    },
  };
}

/** All records of a model, anew after each change: observeQuery gives the same list each time. */
export function snapshotsOf${t('<T>')}(stream${t(': Stream<Snapshot<T>>')}, { sort }${t(': Arrangement<T>')} = {}) {
  return {
    subscribe(listener${t(': (snapshot: Snapshot<T>) => void')}) {
      return stream.subscribe({
        next: ({ items, isSynced }) => listener({ items: sortedBy(items, sort), isSynced }),
        error: console.warn,
      });
    },
  };
}

function dataOf${t('<T>')}({ data, errors }${t(': Answer<T>')})${t(': T')} {
  if (errors && errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\\n'));
  return data;
}

function sortedBy${t('<T>')}(records${t(': readonly T[]')}, sort${t(": Arrangement<T>['sort']")} = {})${t(': T[]')} {
  const fields = Object.keys(sort)${t(' as (keyof T)[]')};
  return [...records].sort((one, other) => {
    for (const field of fields) {
      const ascending = sort[field] === 'ASCENDING' ? 1 : -1;
      if (one[field] < other[field]) return -ascending;
      if (one[field] > other[field]) return ascending;
    }
    return 0;
  });
}
`;
}

const TYPES = `
/** A record of a model, such as RecordOf<'Todo'>. */
export type RecordOf<Model extends keyof Schema> = Schema[Model]['type'];

type OpType = 'INSERT' | 'UPDATE' | 'DELETE';

interface Answer<T> {
  data: T;
  errors?: readonly { message: string }[] | undefined;
}

interface Listed<T> extends Answer<T[]> {
  nextToken?: string | null | undefined;
}

interface Page {
  limit: number;
  nextToken?: string;
}

interface Arrangement<T> {
  sort?: { [Field in keyof T]?: 'ASCENDING' | 'DESCENDING' };
  page?: number;
  limit?: number;
}

interface Snapshot<T> {
  items: T[];
  isSynced: boolean;
}

interface Observer<T> {
  next: (value: T) => void;
  error: (problem: unknown) => void;
}

interface Stream<T> {
  subscribe(observer: Observer<T> | ((value: T) => void)): { unsubscribe(): void };
}
`;

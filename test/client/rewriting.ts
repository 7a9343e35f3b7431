import { type DataStoreField, type DataStoreRewrite } from '../../transforms/client/datastore/models.js';

/** What the rewrite of DataStore is told of fixtures/client/amplify/data/resource.ts. */
export const REWRITING: DataStoreRewrite = {
  module: 'src/data-client',
  models: new Map([
    model('Studio', ['id'], { name: 'scalar', films: 'relation' }),
    model('Film', ['id'], {
      ...{
        title: 'scalar',
        year: 'scalar',
        seen: 'scalar',
        genre: 'scalar',
        tags: 'list',
        studioId: 'scalar',
      },
      studio: { kind: 'relation', foreignKey: 'studioId', optional: true },
    }),
    model('Ticket', ['code'], { code: 'scalar', seat: 'scalar', row: 'scalar', notes: 'json' }),
    model('Showing', ['hall', 'startsAt'], { hall: 'scalar', startsAt: 'scalar', price: 'scalar' }),
  ]),
};

function model(
  name: string,
  key: readonly string[],
  given: Readonly<Record<string, DataStoreField | DataStoreField['kind']>>,
): [string, { name: string; key: readonly string[]; fields: ReadonlyMap<string, DataStoreField> }] {
  const named = { ...(key.includes('id') && { id: 'scalar' as const }), ...given };
  const stamped = { ...named, createdAt: 'scalar' as const, updatedAt: 'scalar' as const };
  const fields = Object.entries(stamped).map(([field, one]): [string, DataStoreField] => [
    field,
    typeof one === 'string' ? { kind: one, optional: true } : one,
  ]);
  return [name, { name, key, fields: new Map(fields) }];
}

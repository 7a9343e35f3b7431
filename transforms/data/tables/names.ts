import { type Api } from '../api.js';
import { joinsIn } from '../meaning/tables.js';

/** A table that Gen 1 makes for an API. */
export interface ModelTable {
  /** The model, or the join model of a many-to-many relation. */
  readonly model: string;
  /** What the name of the table begins with: the name under which `@mapsTo` says that it was made. */
  readonly base: string;
}

/** The tables of all models, and of the join models that Gen 1 adds. */
export function modelTables(api: Api): readonly ModelTable[] {
  return [
    ...api.models.map(({ name, mapsTo }) => ({ model: name, base: mapsTo ?? name })),
    ...joinsIn(api).map(({ name }) => ({ model: name, base: name })),
  ];
}

/** Source: generateTableName of the resource helper of amplify-graphql-transformer-core. */
export function tableName({ base }: ModelTable, apiId: string, environment: string): string {
  return `${base}-${apiId}-${environment}`;
}

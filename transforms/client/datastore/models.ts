/** What a rewrite of DataStore's calls must know of the schema that DataStore synchronises. */
export interface DataStoreRewrite {
  readonly models: ReadonlyMap<string, DataStoreModel>;
  /** The module with the client of the API, relative to the project and without an extension. */
  readonly module: string;
}

export interface DataStoreModel {
  readonly name: string;
  /** Names of the fields of its primary key. */
  readonly key: readonly string[];
  readonly fields: ReadonlyMap<string, DataStoreField>;
}

/**
 * `relation`: another model. `nested`: a type without `@model`, or a list of such. `json`: AWSJSON, which
 * DataStore parses (castInstanceType of @aws-amplify/datastore 4) and the API gives as text.
 */
export interface DataStoreField {
  readonly kind: 'scalar' | 'list' | 'nested' | 'json' | 'relation';
  /** The field that holds the key of a relation to one record, where it is a single one. */
  readonly foreignKey?: string;
  /** Whether the record can be without it. */
  readonly optional: boolean;
}

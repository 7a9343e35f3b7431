import { type PlanOptions } from '../../../src/core/feature.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { functionsOfGen2 } from '../lambda/places.js';
import { functionsOfAuth } from '../triggers/of-auth.js';
import { type Peer } from './context.js';
import { readSurroundings, type Surroundings } from './surroundings.js';

/** What the Gen 2 backend has beside the user pool, by the run itself or an earlier one. */
export interface Neighbours {
  readonly surroundings: Surroundings;
  readonly peers: ReadonlyMap<string, Peer>;
}

/** Nothing but the pool itself. */
export function noNeighbours(auth: string): Neighbours {
  return { surroundings: { auth, api: null, buckets: [], tables: [] }, peers: new Map() };
}

/** The module that makes an API with CDK's construct, where `defineData` does not. */
export const CONSTRUCT = 'amplify/data/api.ts';

/** @throws MigrateError when a document of a neighbour is not JSON */
export function neighboursOf(app: Gen1App, options: PlanOptions, auth: string): Neighbours {
  const { together = [] } = options;
  const isThere = (path: string): boolean => app.files.text(path) !== null;
  const data = together.includes('data') || isThere('amplify/data/resource.ts') || isThere(CONSTRUCT);
  const inRun = together.includes('storage');
  const tables = inRun || isThere('amplify/storage/tables.ts');
  const buckets = inRun || isThere('amplify/storage/resource.ts') || isThere('amplify/storage/bucket.ts');
  const functions = functionsOfGen2(app, options);
  if (!data && !tables && !buckets && functions.size === 0) return noNeighbours(auth);
  const all = readSurroundings(app);
  const moved = [...functions].map(([name, { key, folder }]): [string, Peer] => [
    name,
    { key, from: `./${folder.slice('amplify/'.length)}/resource`, feature: 'functions' },
  ]);
  const ofAuth = functionsOfAuth(app).map(({ functionName, key, from }): [string, Peer] => [
    functionName,
    { key, from, feature: 'auth' },
  ]);
  return {
    surroundings: {
      auth,
      api: data ? all.api : null,
      buckets: buckets ? all.buckets : [],
      tables: tables ? all.tables : [],
    },
    peers: new Map([...moved, ...ofAuth]),
  };
}

/** A statement, with the API where CDK's construct makes it: amplify/backend.ts has it as `api`, with the same resources. */
export function ofConstruct(statement: string): string {
  return statement.replace(/\bbackend\.data\.resources\b/g, 'api.resources');
}

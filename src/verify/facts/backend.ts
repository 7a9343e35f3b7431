import { type KnownNames, backendNaming } from '../iam/names.js';
import { namedDeployment } from '../named-deployment.js';
import { Resolver } from '../resolve.js';
import { type JsonObject, type Stacks } from '../template.js';
import { attachedTo } from './attached.js';
import { type FactDifference, differencesBetween } from './compare.js';
import { tableFacts } from './dynamodb.js';
import { lambdaFacts } from './lambda.js';
import { layerFacts } from './layers.js';
import { bucketFacts } from './s3.js';

/** What buckets, tables and functions are like, in a form in which both generations are equal when they behave alike. */
export interface BackendFacts {
  readonly Buckets: JsonObject;
  readonly Tables: JsonObject;
  readonly Functions: JsonObject;
  readonly Layers: JsonObject;
}

/** Reads the facts of a Gen 2 backend (`SynthResult.stacks`) or of Gen 1's templates (`gen1Backend`). */
export function backendFacts(stacks: Stacks, known: KnownNames): BackendFacts {
  const deployment = namedDeployment(stacks, known);
  const names = new Map(backendNaming(known).names?.(new Resolver(stacks).resources()) ?? []);
  return {
    Buckets: bucketFacts(deployment),
    Tables: Object.fromEntries(
      Object.entries(
        tableFacts(stacks, ({ id }) => /^Table\.(.+)$/s.exec(names.get(id) ?? '')?.[1] ?? null),
      ).map(([name, table]) => [name, { ...table, Attached: attachedTo(`Table.${name}`, deployment) }]),
    ),
    Functions: lambdaFacts(deployment),
    Layers: layerFacts(deployment),
  };
}

/** Facts whose difference says nothing about what a backend does, and why. */
export const IGNORABLE_BACKEND_FACTS: readonly {
  readonly path: readonly string[];
  readonly because: string;
}[] = [
  {
    path: ['Functions', '*', 'Environment', 'AMPLIFY_SSM_ENV_CONFIG'],
    because: 'Gen 2 adds it to every function, to look up values at run time',
  },
  {
    path: ['Functions', '*', 'Environment', 'AMPLIFY_AUTH_USERPOOL_ID'],
    because: 'Gen 2 adds it to a function that has access to the pool',
  },
  {
    path: ['Functions', '*', 'Description'],
    because: 'a text for people',
  },
];

/** The facts that differ, without those that `IGNORABLE_BACKEND_FACTS` gives a reason for. */
export function compareBackends(gen1: BackendFacts, gen2: BackendFacts): FactDifference[] {
  return differencesBetween(
    { ...gen1 },
    { ...gen2 },
    IGNORABLE_BACKEND_FACTS.map(({ path }) => path),
  );
}

import { type BackendPart, type Draft, type DraftFile, type PlanOptions } from '../../../src/core/feature.js';
import { finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { authRoles, type AuthRoles } from './auth-roles.js';
import { type BucketsDraft, newBucketsDraft } from './draft.js';
import { bucketPlaces, withCapital } from '../../shared/storage/buckets.js';
import { type BucketModel } from './model.js';
import { BUCKET_PATH, OVERRIDES_PATH, RESOURCE_PATH } from './paths.js';
import { planDefined } from './plan-defined.js';
import { planReferenced } from './plan-reference.js';
import { coverDocuments, settleDocuments } from './settle.js';
import { tellTriggers } from './triggers.js';

/** What the buckets add to the draft of storage; the ledger is that of the whole feature. */
export type BucketsPlan = Pick<Draft, 'files' | 'findings' | 'access'> & {
  readonly backend: BackendPart;
  readonly needsAuth: boolean;
};

/** What every bucket of a plan needs to know. */
export interface BucketContext {
  readonly app: Gen1App;
  readonly options: PlanOptions;
  readonly roles: AuthRoles;
  /** The key in defineBackend. */
  readonly key: string;
  /** The default bucket, which clients ask that name none. */
  readonly isMain: boolean;
  /** Whether there are several. */
  readonly isOneOfMany: boolean;
  /** Ends the names of functions: nothing for the default bucket. */
  readonly suffix: string;
}

/** Buckets of their own made by `defineStorage`, or references to those that are deployed. */
export function planBuckets(
  models: readonly BucketModel[],
  app: Gen1App,
  options: PlanOptions,
  ledger: Ledger,
): BucketsPlan {
  const draft = newBucketsDraft(ledger);
  const roles = authRoles(app, options);
  const known = models.filter(({ form }) => form !== 'missing');
  const places = bucketPlaces(app);
  const main = known.find(({ resource }) =>
    places.some((place) => place.isMain && place.resource === resource),
  );
  for (const model of models) {
    const key = places.find(({ resource }) => resource === model.resource)?.key ?? 'storage';
    const isMain = model === main;
    const context = {
      app,
      options,
      roles,
      key,
      isMain,
      isOneOfMany: known.length > 1,
      suffix: isMain ? '' : withCapital(key),
    };
    planBucket(model, context, draft);
  }
  if (known.length > 1 && main) {
    const names = known.map(({ resource }) => resource.name);
    const told = { names, main: main.resource.name };
    draft.findings.push(finding('AM2024', 'storage', main.document.origin, told));
  }
  return {
    files: filesOf(draft),
    backend: { resources: draft.resources, statements: draft.statements },
    findings: draft.findings,
    access: unique(draft.access),
    needsAuth: draft.needsAuth,
  };
}

/** What is true of every bucket is told once. */
function unique<T>(changes: readonly T[]): T[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

function planBucket(model: BucketModel, context: BucketContext, draft: BucketsDraft): void {
  coverDocuments(model, context.app, draft.ledger);
  draft.findings.push(...model.findings);
  const mode = model.form === 'imported' ? 'reference' : (context.options.bucket ?? 'define');
  tellTriggers(model, context, mode, draft);
  if (model.form === 'missing') {
    settleDocuments(model, context, mode, draft);
    return;
  }
  if (mode === 'reference') planReferenced(model, context, draft);
  else planDefined(model, context, draft);
  settleDocuments(model, context, mode, draft);
}

function filesOf(draft: BucketsDraft): DraftFile[] {
  const modules = [
    [RESOURCE_PATH, draft.resource],
    [OVERRIDES_PATH, draft.overrides],
    [BUCKET_PATH, draft.reference],
  ] as const;
  return modules
    .filter(([path]) => draft.written.has(path))
    .map(([path, module]) => ({ path, content: module.toString(), language: 'typescript' }));
}

import { MigrateError } from '../core/error.js';
import { FEATURES, type FeatureId, type PlanOptions } from '../core/feature.js';
import { draft, type Drafted, type PlanRequest, type Tell } from './make-plan.js';
import { type Gen2Tree, readTree } from './proof/tree.js';
import { AVAILABLE } from './registry.js';

/** Features of earlier runs that this one leaves as they are, but for what they say of those that it adds. */
export interface Earlier {
  readonly features: readonly FeatureId[];
  /** All that was there, as a run with these features alone writes it. */
  readonly was: Drafted;
  /** The same, and the features of this run. */
  readonly is: Drafted;
}

export interface DraftedBeside extends Drafted {
  /** Null: there is nothing of earlier runs that could read otherwise now. */
  readonly earlier: Earlier | null;
}

/**
 * Drafts the features of a run as if those on disk were named with them, with the choices that they show: in what order
 * features move makes no difference. @throws MigrateError
 */
export async function draftBeside(request: PlanRequest, outRoot: string, tell: Tell): Promise<DraftedBeside> {
  const tree = await readTree(outRoot);
  const there = AVAILABLE.filter((id) => tree.features.has(id));
  const features = there.filter((id) => !request.features.includes(id));
  const isNew = request.features.some((id) => !tree.features.has(id));
  const own = { ...request, options: { ...choicesOf(tree, features), ...request.options } };
  if (features.length === 0 || !isNew) return { ...(await draft(own, tell)), earlier: null };
  const both = FEATURES.filter((id) => request.features.includes(id) || features.includes(id));
  const choices = { ...request.options, ...choicesOf(tree, there), ...tablesOf(tree) };
  const kept = new Map(features.map((id): [FeatureId, PlanOptions] => [id, { ...choices, together: both }]));
  try {
    const was = await draft({ ...request, features: there, options: { ...choices, together: there } }, tell);
    const together = { ...own.options, together: both };
    const is = await draft({ ...own, features: both, options: together, optionsOf: kept }, tell);
    return { ...partOf(is, request.features), earlier: { features, was, is } };
  } catch (error) {
    if (!(error instanceof MigrateError)) throw error;
    // What can't be planned any more stays as it is; an error of this run's own features comes again.
    return { ...(await draft(own, tell)), earlier: null };
  }
}

/** The choices of features that are there, which concern others as well. */
function choicesOf({ options }: Gen2Tree, features: readonly FeatureId[]): PlanOptions {
  const { auth, bucket, schema } = options;
  return {
    ...(features.includes('auth') && auth !== undefined && { auth }),
    ...(features.includes('storage') && bucket !== undefined && { bucket }),
    ...(features.includes('data') && schema !== undefined && { schema }),
  };
}

function tablesOf({ options: { tables } }: Gen2Tree): PlanOptions {
  return tables === undefined ? {} : { tables };
}

/** The drafts of some features; what follows all of them in amplify/backend.ts is left. */
function partOf(all: Drafted, features: readonly FeatureId[]): Drafted {
  return {
    ...all,
    drafts: new Map([...all.drafts].filter(([id]) => features.includes(id))),
    absent: all.absent.filter((id) => features.includes(id)),
  };
}

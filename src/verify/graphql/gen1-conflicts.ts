import { type Json } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import { type Gen1ConflictHandler, type Gen1Conflicts } from './gen1-input.js';

type JsonRecord = Readonly<Record<string, Json>>;

/**
 * Conflict resolution as `conflictResolution` of cli-inputs.json says it, and where that says nothing, as
 * `ResolverConfig` of transform.conf.json does.
 */
export function gen1Conflicts(resolution: JsonRecord, resolverConfig: JsonRecord): Gen1Conflicts | null {
  const { defaultResolutionStrategy: standard, perModelResolutionStrategy: perModel } = resolution;
  if (standard === undefined && perModel === undefined) return ofTransformConfig(resolverConfig);
  const project = standard === undefined ? null : ofStrategy(record(standard));
  const single = items(perModel).flatMap((one) => {
    const { entityName, resolutionStrategy } = record(one);
    const handler = ofStrategy(record(resolutionStrategy));
    return handler ? [[textOf(entityName), handler] as const] : [];
  });
  return project === null && perModel === undefined ? null : { project, models: new Map(single) };
}

function ofTransformConfig({ project, models }: JsonRecord): Gen1Conflicts | null {
  const single = Object.entries(record(models)).map(([name, one]) => [name, handlerOf(one)] as const);
  if (project === undefined && single.length === 0) return null;
  return { project: project === undefined ? null : handlerOf(project), models: new Map(single) };
}

function handlerOf(value: Json): Gen1ConflictHandler {
  const { ConflictHandler, LambdaConflictHandler } = record(value);
  return handler(textOf(ConflictHandler), record(LambdaConflictHandler));
}

function ofStrategy({ type, resolver }: JsonRecord): Gen1ConflictHandler | null {
  return textOf(type) === '' || type === 'NONE' ? null : handler(textOf(type), record(resolver));
}

function handler(strategy: string, resolver: JsonRecord): Gen1ConflictHandler {
  const functionName = textOf(resolver['name']);
  return {
    strategy: strategy === 'LAMBDA' || strategy === 'OPTIMISTIC_CONCURRENCY' ? strategy : 'AUTOMERGE',
    functionName: functionName === '' ? null : functionName,
  };
}

import { type JsonNode, at, itemsOf } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';
import { type ConflictHandler, type ConflictResolution } from '../settings.js';
import { type CliInputs, type ResolutionStrategy, type SyncConfig, type TransformConfig } from './inputs.js';

type FromCli = CliInputs['serviceConfiguration']['conflictResolution'];

/**
 * Conflict resolution as cli-inputs.json says it; null where it says nothing, so that transform.conf.json counts.
 * A list of models, even an empty one, turns DataStore on; `NONE` alone does not.
 * Source: resolver-config-to-conflict-resolution-bi-di-mapper.ts, and isProjectUsingDataStore of the context.
 */
export function conflictsOfCli(value: FromCli, node: JsonNode | undefined): ConflictResolution | null {
  if (!value || node === undefined) return null;
  const standard = value.defaultResolutionStrategy;
  const project = standard ? ofStrategy(standard, originAt(node, 'defaultResolutionStrategy')) : null;
  const perModel = value.perModelResolutionStrategy;
  if (project === null && perModel === undefined) return null;
  const models = new Map<string, ConflictHandler>();
  const items = itemsOf(at(node, 'perModelResolutionStrategy'));
  (perModel ?? []).forEach(({ entityName, resolutionStrategy }, index) => {
    const handler = ofStrategy(resolutionStrategy, items[index]?.origin ?? node.origin);
    if (handler) models.set(entityName, handler);
  });
  return { project, models };
}

/** Whether cli-inputs.json says anything of conflicts, which keeps Gen 1 from reading transform.conf.json. */
export function cliDecidesConflicts(value: FromCli): boolean {
  return value?.defaultResolutionStrategy !== undefined || value?.perModelResolutionStrategy !== undefined;
}

/** Conflict resolution as transform.conf.json says it. */
export function conflictsOfTransformConfig(
  value: TransformConfig['ResolverConfig'],
  node: JsonNode | undefined,
): ConflictResolution | null {
  if (!value || node === undefined) return null;
  if (!value.project && !value.models) return null;
  const models = new Map<string, ConflictHandler>();
  for (const [name, config] of Object.entries(value.models ?? {})) {
    // Gen 1 takes the handler of the project where the one of the model is not whole.
    const handler = config.ConflictDetection ? ofSyncConfig(config, originAt(node, 'models', name)) : null;
    if (handler) models.set(name, handler);
  }
  return { project: value.project ? ofSyncConfig(value.project, originAt(node, 'project')) : null, models };
}

/** Whether two places say the same. */
export function sameConflicts(a: ConflictResolution | null, b: ConflictResolution | null): boolean {
  const text = (conflicts: ConflictResolution | null): string => {
    if (conflicts === null) return '';
    const handlers = [...conflicts.models].map(([name, handler]) => `${name}=${handlerText(handler)}`);
    return [handlerText(conflicts.project), ...handlers.sort()].join('\n');
  };
  return text(a) === text(b);
}

function handlerText(handler: ConflictHandler | null): string {
  return handler === null ? '' : `${handler.strategy} ${handler.functionName ?? ''}`;
}

function ofStrategy(strategy: ResolutionStrategy, origin: Origin): ConflictHandler | null {
  if (strategy.type === 'NONE') return null;
  const functionName = strategy.type === 'LAMBDA' ? (strategy.resolver.name ?? null) : null;
  return { strategy: strategy.type, functionName, origin };
}

function ofSyncConfig(config: SyncConfig, origin: Origin): ConflictHandler | null {
  const { ConflictHandler: strategy, LambdaConflictHandler: handler } = config;
  if (strategy === undefined || strategy === 'NONE') return null;
  return { strategy, functionName: strategy === 'LAMBDA' ? (handler?.name ?? null) : null, origin };
}

function originAt(node: JsonNode, ...path: string[]): Origin {
  return (at(node, ...path) ?? node).origin;
}

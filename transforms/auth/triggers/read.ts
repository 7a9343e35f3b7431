import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode } from '../../../src/core/json.js';
import { readLambda } from '../../shared/lambda/read.js';
import { type Connection, wiringOf } from '../../shared/triggers/wiring.js';
import { type TriggerModel } from './model.js';

/**
 * The Lambda triggers of a user pool, with their documents and sources.
 * @param settings the object that holds the pool's settings: `cognitoConfig`, or the older parameters.json
 * @throws MigrateError when a document of a trigger is not JSON
 */
export async function readTriggers(
  app: Gen1App,
  poolName: string,
  settings: JsonNode,
): Promise<readonly TriggerModel[]> {
  const byFunction = new Map<string, Connection[]>();
  for (const connection of wiringOf(app, poolName, settings).connections) {
    const { functionName } = connection;
    byFunction.set(functionName, [...(byFunction.get(functionName) ?? []), connection]);
  }
  const models: TriggerModel[] = [];
  for (const connections of byFunction.values()) {
    const [first, ...others] = connections;
    if (first) models.push(await readTrigger(app, poolName, first, others));
  }
  return models;
}

async function readTrigger(
  app: Gen1App,
  poolName: string,
  first: Connection,
  others: readonly Connection[],
): Promise<TriggerModel> {
  const { functionName } = first;
  return {
    ...(await readLambda(app, functionName)),
    events: [first.trigger, ...others.map(({ trigger }) => trigger)],
    isNamedAfterPool: functionName.toLowerCase() === `${poolName}${first.trigger.gen1}`.toLowerCase(),
    modules: [first, ...others].flatMap(({ modules }) => modules),
  };
}

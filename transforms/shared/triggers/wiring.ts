import { embedJson } from '../../../src/core/json-embed.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, itemsOf, membersOf, stringAt } from '../../../src/core/json.js';
import { textsOf } from '../lambda/texts.js';
import { type TriggerName, triggerNamed } from './events.js';

/** A trigger of the pool and the function that serves it. */
export interface Connection {
  readonly trigger: TriggerName;
  readonly functionName: string;
  readonly modules: readonly string[];
  readonly node: JsonNode;
}

export interface Wiring {
  readonly connections: readonly Connection[];
  /** Names of triggers that `defineAuth` does not have. */
  readonly unknown: readonly { readonly name: string; readonly node: JsonNode }[];
}

/**
 * Which functions Gen 1 wires to the pool.
 *
 * From cli-inputs.json Gen 1 makes the connections anew out of `triggers`, whatever `authTriggerConnections`
 * says, and uses the latter only when `triggers` is empty. The older parameters.json goes to the template as
 * it is, so there both count. Source: auth-stack-transform.ts of aws-amplify/amplify-cli.
 */
export function wiringOf(app: Gen1App, poolName: string, settings: JsonNode): Wiring {
  const listed = [...membersOf(embedded(at(settings, 'triggers')))].filter(([, node]) => !isEmptyList(node));
  const connections: Connection[] = [];
  const unknown: { name: string; node: JsonNode }[] = [];
  const connect = (name: string, node: JsonNode, modules: readonly string[], functionName: string): void => {
    const trigger = triggerNamed(name);
    if (!trigger) unknown.push({ name, node });
    else if (!connections.some((other) => other.trigger === trigger)) {
      connections.push({ trigger, functionName, modules, node });
    }
  };
  for (const [name, node] of listed) {
    connect(name, node, textsOf(node), functionFor(app, poolName, settings, name));
  }
  if (listed.length === 0 || !isCliInputs(settings)) {
    for (const { triggerType, functionName, node } of statedConnections(settings)) {
      connect(triggerType, node, [], functionName);
    }
  }
  return { connections, unknown };
}

export function isCliInputs(settings: JsonNode): boolean {
  return settings.origin.file.endsWith('cli-inputs.json');
}

/** A node with the JSON of a string read, where the reader of the file has not done it. */
export function embedded(node: JsonNode | undefined): JsonNode | undefined {
  return node && embedJson(node);
}

export function statedConnections(
  settings: JsonNode,
): { readonly triggerType: string; readonly functionName: string; readonly node: JsonNode }[] {
  return itemsOf(embedded(at(settings, 'authTriggerConnections'))).flatMap((node) => {
    const entry = embedJson(node);
    const [triggerType, functionName] = [
      stringAt(entry, 'triggerType'),
      stringAt(entry, 'lambdaFunctionName'),
    ];
    return triggerType && functionName ? [{ triggerType, functionName, node }] : [];
  });
}

/** The pool's name and the trigger's; older projects may name another function in the pool's dependencies. */
function functionFor(app: Gen1App, poolName: string, settings: JsonNode, trigger: string): string {
  const own = `${poolName}${trigger}`;
  const functions = app.resources.filter(({ category }) => category === 'function').map(({ name }) => name);
  if (functions.includes(own)) return own;
  const stated = statedConnections(settings).find(
    ({ triggerType }) => triggerNamed(triggerType) && triggerNamed(triggerType) === triggerNamed(trigger),
  );
  const candidates = [...(stated ? [stated.functionName] : []), ...dependenciesOf(app, poolName, settings)];
  return candidates.find((name) => functions.includes(name) && isFor(name, trigger)) ?? own;
}

/** Gen 1 itself tells the trigger of a dependency by a part of its name. */
function isFor(functionName: string, trigger: string): boolean {
  return functionName.toLowerCase().includes(trigger.toLowerCase());
}

function dependenciesOf(app: Gen1App, poolName: string, settings: JsonNode): string[] {
  const auth = app.resources.find(({ category, name }) => category === 'auth' && name === poolName);
  return [at(settings, 'dependsOn'), at(auth?.config ?? undefined, 'dependsOn')]
    .flatMap((list) => itemsOf(embedded(list)))
    .filter((entry) => stringAt(entry, 'category') === 'function')
    .map((entry) => stringAt(entry, 'resourceName') ?? '');
}

function isEmptyList(node: JsonNode): boolean {
  return node.kind === 'array' && node.items.length === 0;
}

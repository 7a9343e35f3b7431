import { type JsonObject } from '../template.js';
import { type Deployment } from './deployment.js';
import { without } from './normal.js';

/** What both generations call resources that a template of a function makes besides it. */
const NAME = 'Own.';

/** What runs a function is a fact of it. */
const RULES = 'AWS::Events::Rule';

/** Names and tags, which are for people: what refers to a resource does so by its ARN or its URL. */
const FOR_PEOPLE = ['QueueName', 'TopicName', 'DisplayName', 'TableName', 'Name', 'Description', 'Tags'];

/** Queues, topics, streams and keys that stand beside a function, by what their names add to that of the function. */
export function ownResources(functionName: string, deployment: Deployment): JsonObject {
  const all = deployment
    .ofType('AWS::Lambda::Function')
    .map(({ id }) => squashed(id.replace(/^Function\./, '')));
  return Object.fromEntries(
    deployment.resources
      .filter(
        ({ id, type }) =>
          type !== RULES && id.startsWith(NAME) && ownerOf(id, all) === squashed(functionName),
      )
      .map(({ id, type, properties }) => [
        id.slice(NAME.length + squashed(functionName).length),
        { Type: type, ...without(properties, ...FOR_PEOPLE) },
      ]),
  );
}

/** The function with the longest name that the one of the resource begins with. */
function ownerOf(id: string, functions: readonly string[]): string | undefined {
  const own = id.slice(NAME.length);
  return functions.filter((name) => own.startsWith(name)).sort((a, b) => b.length - a.length)[0];
}

function squashed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

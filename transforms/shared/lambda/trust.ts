import { type JsonNode, at, itemsOf, membersOf } from '../../../src/core/json.js';
import { textsOf } from './texts.js';

const LAMBDA = 'lambda.amazonaws.com';

/**
 * The services besides Lambda that may take the role of a function, as AppSync does where a data source has the role of
 * its function. Null: others may take it, or Lambda may not, or only on conditions.
 */
export function trustedBesides(policy: JsonNode): readonly string[] | null {
  const statements = listOf(at(policy, 'Statement'));
  const isPlain = statements.every(
    (statement) =>
      textsOf(at(statement, 'Effect')).join() === 'Allow' &&
      textsOf(at(statement, 'Action')).join() === 'sts:AssumeRole' &&
      [...membersOf(at(statement, 'Principal')).keys()].join() === 'Service' &&
      [...membersOf(statement).keys()].every((key) => KNOWN_KEYS.has(key)),
  );
  const services = statements.flatMap((statement) => listOf(at(statement, 'Principal', 'Service')));
  const names = services.map((service) => (service.kind === 'scalar' ? String(service.value) : ''));
  const isKnown = names.includes(LAMBDA) && names.every((name) => /^[a-z0-9.-]+\.amazonaws\.com$/.test(name));
  return isPlain && isKnown ? [...new Set(names)].filter((name) => name !== LAMBDA) : null;
}

const KNOWN_KEYS = new Set(['Sid', 'Effect', 'Principal', 'Action']);

function listOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? itemsOf(node) : node ? [node] : [];
}

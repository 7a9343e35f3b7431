import { type z } from 'zod';
import { kindText } from './describe.js';
import { MigrateError } from './error.js';
import { type JsonNode, at, toValue } from './json.js';
import { pointerTo } from './origin.js';

/** What a document says, and the nodes of keys that its schema does not have. */
export interface Validated<T> {
  readonly value: T;
  readonly unknown: readonly JsonNode[];
}

type Path = readonly (string | number)[];

/**
 * Checks a document against a schema. Keys that a strict schema does not have are set aside, anything else
 * that does not fit stops the run.
 * @throws MigrateError with the place, what was expected and what was found
 */
export function validate<T>(schema: z.ZodType<T>, node: JsonNode): Validated<T> {
  const first = schema.safeParse(toValue(node));
  if (first.success) return { value: first.data, unknown: [] };
  const unknown = unrecognized(first.error.issues)
    .map((path) => at(node, ...path))
    .filter((found) => found !== undefined);
  const second = schema.safeParse(toValue(without(node, new Set(unknown))));
  if (second.success) return { value: second.data, unknown };
  throw wrong(node, second.error.issues);
}

function unrecognized(issues: readonly z.core.$ZodIssue[]): Path[] {
  return issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((name) => [...toPath(issue.path), name]) : [],
  );
}

/** The document without some of its members. */
function without(node: JsonNode, left: ReadonlySet<JsonNode>): JsonNode {
  if (node.kind === 'scalar' || left.size === 0) return node;
  if (node.kind === 'array') return { ...node, items: node.items.map((item) => without(item, left)) };
  const members = [...node.members].filter(([, member]) => !left.has(member));
  return { ...node, members: new Map(members.map(([name, member]) => [name, without(member, left)])) };
}

function wrong(node: JsonNode, issues: readonly z.core.$ZodIssue[]): MigrateError {
  const [issue] = issues.map(deepest);
  const path = issue ? toPath(issue.path) : [];
  const found = at(node, ...path);
  const place = path.reduce<string>(pointerTo, '');
  return new MigrateError(
    `expected ${issue ? expectation(issue) : 'another value'} at ${place === '' ? 'the top' : place}, found ${kindText(found)}`,
    'Correct the value, or restore the file with `amplify pull`.',
    (found ?? node).origin,
  );
}

/** A union fails with the issues of each of its members; the one that got farthest says most. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.flat().map(deepest);
  const [farthest] = inner
    .filter(({ path }) => path.length > 0)
    .sort((a, b) => b.path.length - a.path.length);
  return farthest ? { ...farthest, path: [...issue.path, ...farthest.path] } : issue;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'array'
        ? 'a list'
        : issue.expected === 'object'
          ? 'an object'
          : `a ${issue.expected}`;
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'invalid_union': {
      const alternatives = issue.errors
        .flat()
        .filter(({ path }) => path.length === 0)
        .map(expectation);
      return [...new Set(alternatives)].join(' or ') || 'another value';
    }
    case 'invalid_format':
      return `text of the form ${issue.format}`;
    default:
      return issue.message;
  }
}

function toPath(path: readonly PropertyKey[]): Path {
  return path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
}

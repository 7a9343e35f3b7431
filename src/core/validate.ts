import { type z } from 'zod';
import { kindText } from './describe.js';
import { MigrateError } from './error.js';
import { type JsonNode, at, toValue } from './json.js';
import { pointerTo } from './origin.js';
import { pathText, shown } from './shown.js';

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
  const unknown = new Set<JsonNode>();
  for (;;) {
    const result = schema.safeParse(toValue(without(node, unknown)));
    if (result.success) return { value: result.data, unknown: [...unknown] };
    const { issues } = result.error;
    const before = unknown.size;
    for (const path of unrecognized(issues)) {
      const found = at(node, ...path);
      if (found !== undefined) unknown.add(found);
    }
    // Behind a key that the schema lacks there can be more of them, inside a union.
    if (unknown.size === before) throw wrong(node, issues);
  }
}

function unrecognized(issues: readonly z.core.$ZodIssue[], base: Path = []): Path[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...toPath(issue.path)];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => [...path, name]);
    if (issue.code !== 'invalid_union') return [];
    const closest = issue.errors.find((branch) => branch.every(({ code }) => code === 'unrecognized_keys'));
    return closest === undefined ? [] : unrecognized(closest, path);
  });
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
  const pointer = path.reduce<string>(pointerTo, node.origin.pointer);
  const expected = issue ? expectation(issue) : 'another value';
  return new MigrateError(
    `expected ${expected} at ${pointer === '' ? 'the top' : pathText(pointer)}, found ${foundText(issue, found)}`,
    'Correct the value, or restore the file with `amplify pull`.',
    { ...nearest(node, path).origin, pointer },
  );
}

/** The node at a path or, where a key is missing, the last one on the way there. */
function nearest(node: JsonNode, path: Path): JsonNode {
  for (let length = path.length; length > 0; length -= 1) {
    const found = at(node, ...path.slice(0, length));
    if (found !== undefined) return found;
  }
  return node;
}

/** Of a choice between words the one that was made is worth seeing; any other value may be a secret. */
function foundText(issue: z.core.$ZodIssue | undefined, found: JsonNode | undefined): string {
  const isChoice = issue?.code === 'invalid_value' && found?.kind === 'scalar';
  return isChoice && typeof found.value === 'string' ? shown(found.value) : kindText(found);
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

const TYPE_WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  null: 'null',
  object: 'an object',
  record: 'an object',
};

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? `a ${issue.expected}`;
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
      return issue.pattern === undefined
        ? `text of the form ${issue.format}`
        : `text that matches ${issue.pattern}`;
    case 'too_small':
      return `no less than ${issue.minimum}`;
    case 'too_big':
      return `no more than ${issue.maximum}`;
    default:
      return `another value (${issue.message})`;
  }
}

function toPath(path: readonly PropertyKey[]): Path {
  return path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
}

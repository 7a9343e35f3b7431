import { type ASTNode, type DefinitionNode, type DocumentNode, parse, visit } from 'graphql';
import { finding, type Finding } from '../../../src/core/finding.js';
import { type Origin } from '../../../src/core/origin.js';
import { type ApiSettings } from '../settings.js';
import { checkContext } from './check-context.js';
import { checkKeys } from './check-keys.js';
import { checkPlaces } from './check-places.js';
import { checkRelations } from './check-relations.js';
import { checkRules } from './check-rules.js';
import { DEFINITIONS } from './definitions.js';
import { graphqlErrors } from './graphql-rules.js';
import { plain } from './parse.js';
import { directivesIn } from './walk.js';

type OriginOf = (node: ASTNode) => Origin;

export interface CheckedSchema {
  /** What is odd about the schema: what Gen 1 rejects, or ignores without a word. */
  readonly findings: Finding[];
  /** The schema without the directives that Gen 1 does not know. */
  readonly document: DocumentNode;
  /** The names of those. */
  readonly unknown: ReadonlySet<string>;
}

/** Checks a schema as it was written. */
export function checkSchema(
  document: DocumentNode,
  version: 1 | 2,
  settings: ApiSettings,
  originOf: OriginOf,
): CheckedSchema {
  const definitions = parse(DEFINITIONS[version], { noLocation: true }).definitions;
  const known = knownDirectives([...definitions, ...document.definitions]);
  const directives = directivesIn(document);
  const unknown = directives.filter(({ name }) => !known.has(name.value));
  const findings = unknown.map((node) =>
    finding('AM3030', 'data', originOf(node), { name: node.name.value, version }),
  );
  const rest = unknown.length === 0 ? document : without(document, new Set(unknown));
  const left = directives.filter(({ name }) => known.has(name.value));
  for (const error of graphqlErrors(rest, definitions, left)) {
    const node = error.nodes?.at(-1);
    findings.push(finding('AM3033', 'data', originOf(node ?? document), { problem: plain(error.message) }));
  }
  const checked = { document: rest, unknown: new Set(unknown.map(({ name }) => name.value)) };
  if (version === 1) return { ...checked, findings };
  const context = checkContext(document, settings, originOf);
  const own = [
    ...checkPlaces(context),
    ...checkRules(context),
    ...checkKeys(context),
    ...checkRelations(context),
  ];
  return { ...checked, findings: [...findings, ...own] };
}

function knownDirectives(definitions: readonly DefinitionNode[]): ReadonlySet<string> {
  return new Set(
    definitions.flatMap((node) => (node.kind === 'DirectiveDefinition' ? [node.name.value] : [])),
  );
}

function without(document: DocumentNode, directives: ReadonlySet<ASTNode>): DocumentNode {
  return visit(document, {
    Directive(node) {
      return directives.has(node) ? null : false;
    },
  }) as DocumentNode;
}

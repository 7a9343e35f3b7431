import {
  type ASTNode,
  type ASTVisitor,
  type DefinitionNode,
  buildASTSchema,
  type DocumentNode,
  type GraphQLError,
  getVisitFn,
  Kind,
  parse,
  TypeInfo,
  ValidationContext,
  ValuesOfCorrectTypeRule,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { QueryDocumentKeys } from 'graphql/language/visitor.js';
import { specifiedSDLRules } from 'graphql/validation/specifiedRules.js';
import { SDLValidationContext } from 'graphql/validation/ValidationContext.js';
import { nameOf } from './ast.js';

/**
 * What graphql-js says against a schema, asked as Gen 1 asks: first of the types, then, if there is nothing to say
 * about those, of all values. A large schema is walked by what the rules look at alone, which takes a fraction of
 * the time of `validateSDL` and `validate`.
 */
export function graphqlErrors(
  document: DocumentNode,
  definitions: readonly DefinitionNode[],
): readonly GraphQLError[] {
  const queryName = queryNameOf(document);
  const query = document.definitions.some((node) => nameOf(node) === queryName) ? [] : NO_QUERY;
  const full: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [...definitions, ...document.definitions, ...query],
  };
  const errors = errorsOfTypes(full);
  if (errors.length > 0) return errors;
  // Only arguments of directives have values that are checked: their types are all that has to be built.
  const declares = document.definitions.some(({ kind }) => kind === Kind.DIRECTIVE_DEFINITION);
  return errorsOfValues(document, declares ? full : { ...full, definitions: [...definitions, ...NO_QUERY] });
}

const NO_QUERY = parse('type Query { none: String }', { noLocation: true }).definitions;

function queryNameOf({ definitions }: DocumentNode): string {
  for (const node of definitions) {
    if (node.kind !== 'SchemaDefinition') continue;
    const query = node.operationTypes.find(({ operation }) => operation === 'query');
    if (query) return query.type.name.value;
  }
  return 'Query';
}

/** As `validateSDL`: none of its rules looks at a name or a description by itself. */
function errorsOfTypes(document: DocumentNode): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  const context = new SDLValidationContext(document, null, (error) => errors.push(error));
  const visitors = specifiedSDLRules.map((rule) => rule(context));
  visit(document, united(visitors), WITHOUT_NAMES);
  return errors;
}

/** As `validate` with the one rule. */
function errorsOfValues(document: DocumentNode, types: DocumentNode): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  const schema = buildASTSchema(types, { assumeValid: true });
  const typeInfo = new TypeInfo(schema);
  const context = new ValidationContext(schema, document, typeInfo, (error) => errors.push(error));
  visit(document, visitWithTypeInfo(typeInfo, ValuesOfCorrectTypeRule(context)), DIRECTIVES);
  return errors;
}

type Call = (...given: Parameters<NonNullable<ReturnType<typeof getVisitFn>>>) => void;

/**
 * One visitor for all: unlike that of `visitInParallel` it looks up once for each kind of node who wants it. That a
 * rule does not want what is inside a node is not heeded, for those that say so look at nothing there.
 */
function united(visitors: readonly ASTVisitor[]): ASTVisitor {
  return { enter: each(visitors, false), leave: each(visitors, true) };
}

function each(visitors: readonly ASTVisitor[], isLeaving: boolean): Call {
  const byKind = new Map<string, readonly Call[]>();
  return (node: ASTNode, ...place) => {
    let calls = byKind.get(node.kind);
    if (calls === undefined) {
      calls = visitors.flatMap((visitor): Call[] => {
        const call = getVisitFn(visitor, node.kind, isLeaving);
        return call ? [(...given) => void call.apply(visitor, given)] : [];
      });
      byKind.set(node.kind, calls);
    }
    for (const call of calls) call(node, ...place);
  };
}

type Keys = typeof QueryDocumentKeys;

/** Which members of each kind of node are walked. */
function keysWithout(left: readonly string[]): Keys {
  const keys = Object.entries(QueryDocumentKeys).map(([kind, members]) => [
    kind,
    members.filter((member) => !left.includes(member)),
  ]);
  return Object.fromEntries(keys) as Keys;
}

const NAMES = ['name', 'alias', 'description', 'locations'];
const WITHOUT_NAMES = keysWithout(NAMES);

/** On the way to all directives of a schema, and to the values inside them. */
export const DIRECTIVES = keysWithout([...NAMES, 'type', 'types', 'interfaces', 'operationTypes']);

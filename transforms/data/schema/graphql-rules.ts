import {
  type ASTNode,
  type ASTVisitor,
  type DefinitionNode,
  type DirectiveNode,
  buildASTSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVisitFn,
  Kind,
  parse,
  TypeInfo,
  ValidationContext,
  ValuesOfCorrectTypeRule,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { specifiedSDLRules } from 'graphql/validation/specifiedRules.js';
import { SDLValidationContext } from 'graphql/validation/ValidationContext.js';
import { nameOf } from './ast.js';
import { directivesIn, type Look, type Looks, walk, WITHOUT_NAMES } from './walk.js';

/**
 * What graphql-js says against a schema, asked as Gen 1 asks: first of the types, then, if there is nothing to say
 * about those, of all values. A large schema is walked by what the rules look at alone, which takes a fraction of
 * the time of `validateSDL` and `validate`.
 */
export function graphqlErrors(
  document: DocumentNode,
  definitions: readonly DefinitionNode[],
  directives: readonly DirectiveNode[] = directivesIn(document),
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
  const types = declares ? full : { ...full, definitions: [...definitions, ...NO_QUERY] };
  return errorsOfValues(document, directives, types);
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
  walk(document, (kind) => looksOf(visitors, kind), WITHOUT_NAMES);
  return errors;
}

/** As `validate` with the one rule, which looks at the values of directives by themselves. */
function errorsOfValues(
  document: DocumentNode,
  directives: readonly DirectiveNode[],
  types: DocumentNode,
): readonly GraphQLError[] {
  const errors: GraphQLError[] = [];
  const schema = builtSchema(types);
  if (schema instanceof GraphQLError) return [schema];
  const typeInfo = new TypeInfo(schema);
  const context = new ValidationContext(schema, document, typeInfo, (error) => errors.push(error));
  const visitor = visitWithTypeInfo(typeInfo, ValuesOfCorrectTypeRule(context));
  // A large schema says the same again and again.
  const right = new Set<string>();
  for (const directive of directives) {
    const { arguments: given = [], loc } = directive;
    const text = loc?.source.body.slice(loc.start, loc.end);
    if (given.length === 0 || (text !== undefined && right.has(text))) continue;
    const before = errors.length;
    visit(directive, visitor, WITHOUT_NAMES);
    if (text !== undefined && errors.length === before) right.add(text);
  }
  return errors;
}

/** The reason of a deprecation is read while the types are built, and refused there if it is no text. */
function builtSchema(types: DocumentNode): GraphQLSchema | GraphQLError {
  try {
    return buildASTSchema(types, { assumeValid: true });
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/**
 * Of all rules: the visitor of `visitInParallel` looks up at each node who wants it. That a rule does not want what is
 * inside a node is not heeded, for those that say so look at nothing there.
 */
function looksOf(visitors: readonly ASTVisitor[], kind: ASTNode['kind']): Looks {
  return {
    enter: visitors.flatMap((visitor) => lookOf(visitor, kind, false) ?? []),
    leave: visitors.flatMap((visitor) => lookOf(visitor, kind, true) ?? []),
  };
}

/** None of the rules asks for the path, which therefore is not kept. */
function lookOf(visitor: ASTVisitor, kind: ASTNode['kind'], isLeaving: boolean): Look | null {
  const call = getVisitFn(visitor, kind, isLeaving);
  if (!call) return null;
  return (node, key, parent, ancestors) => void call.call(visitor, node, key, parent, NO_PATH, ancestors);
}

const NO_PATH: readonly never[] = [];

import { type NodePath } from '@babel/traverse';
import { rangeOf } from '../edits.js';
import { memberOf } from '../uses.js';
import { isLogged } from './places.js';
import { type Shape } from './walk.js';

/** Claims that Cognito writes into its tokens (Amazon Cognito developer guide, "Understanding the ID token"). */
const LISTS: ReadonlySet<string> = new Set(['cognito:groups', 'cognito:roles']);
const TEXTS: ReadonlySet<string> = new Set([
  ...['sub', 'username', 'cognito:username', 'cognito:preferred_role', 'email', 'phone_number'],
  ...[
    'name',
    'given_name',
    'family_name',
    'nickname',
    'preferred_username',
    'picture',
    'locale',
    'client_id',
  ],
]);

/** What a token says: any JSON by the types of version 6, and anything by those of version 5. */
export const PAYLOAD: Shape = {
  members: {},
  goesOn: true,
  others: (place, walk) => {
    const { script } = walk;
    const type = script.typescript ? typeOf(memberNameOf(place)) : null;
    if (type === null || isUntyped(place)) return;
    const isOptional = mayBeUndefined(place);
    const { start, end } = rangeOf(place.node);
    const said = ` as ${type}${isOptional ? ' | undefined' : ''}`;
    walk.later(() => {
      script.edits.insertAfter(end, needsParentheses(place) ? `${said})` : said);
      if (needsParentheses(place)) script.edits.insertBefore(start, '(');
    });
  },
};

function memberNameOf(place: NodePath): string {
  const object =
    place.isMemberExpression() || place.isOptionalMemberExpression() ? place.get('object') : place;
  return (Array.isArray(object) ? null : memberOf(object))?.name ?? '';
}

function typeOf(claim: string): string | null {
  if (LISTS.has(claim)) return 'string[]';
  return TEXTS.has(claim) || claim.startsWith('custom:') ? 'string' : null;
}

/** Whether a place takes what any JSON is. */
function isUntyped(place: NodePath): boolean {
  const { parent, key } = place;
  const isWritten = key === 'left' && parent.type === 'AssignmentExpression';
  return isWritten || key === 'test' || UNTYPED.has(parent.type) || isLogged(place);
}

const UNTYPED: ReadonlySet<string> = new Set([
  ...['TSAsExpression', 'TSTypeAssertion', 'TemplateLiteral', 'UnaryExpression', 'ExpressionStatement'],
]);

function mayBeUndefined({ parent, key }: NodePath): boolean {
  if (parent.type === 'OptionalMemberExpression') return key === 'object' && parent.optional;
  return parent.type === 'LogicalExpression' && key === 'left';
}

const NEEDING: ReadonlySet<string> = new Set([
  ...['LogicalExpression', 'BinaryExpression', 'TSNonNullExpression', 'ConditionalExpression'],
  ...['MemberExpression', 'OptionalMemberExpression', 'CallExpression', 'OptionalCallExpression'],
]);

function needsParentheses({ parent, key, listKey }: NodePath): boolean {
  if (listKey === 'arguments' || key === 'consequent' || key === 'alternate') return false;
  return NEEDING.has(parent.type);
}

import { holds } from './condition.js';
import { type Context, matches } from './pattern.js';
import { type Patterns, type RolePolicies, type Statement } from './statements.js';

/** One thing that somebody asks for. */
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** What IAM answers; `unknown` where that depends on what is not evaluated here. */
export type Decision =
  { readonly outcome: 'allowed' | 'denied' } | { readonly outcome: 'unknown'; readonly because: string };

/**
 * Decides a request by the policies of a role as IAM does: an explicit Deny wins over everything, and what no
 * statement allows is denied (IAM, Policy evaluation logic).
 */
export function decide({ statements, unread, boundary }: RolePolicies, request: Request): Decision {
  const reasons: string[] = [];
  let allowed = false;
  let perhapsAllowed = unread.length > 0;
  let perhapsDenied = boundary !== null;
  for (const statement of statements) {
    const applies = appliesTo(statement, request);
    if (applies === false) continue;
    if (applies === true && statement.effect === 'Deny') return { outcome: 'denied' };
    if (applies === true) allowed = true;
    else {
      reasons.push(applies.because);
      if (statement.effect === 'Deny') perhapsDenied = true;
      else perhapsAllowed = true;
    }
  }
  if (allowed && !perhapsDenied) return { outcome: 'allowed' };
  if (!allowed && !perhapsAllowed) return { outcome: 'denied' };
  return {
    outcome: 'unknown',
    because: [...new Set([...reasons, ...unread, ...(boundary === null ? [] : [boundary])])]
      .sort()
      .join(', '),
  };
}

type Applies = boolean | { readonly because: string };

function appliesTo({ actions, resources, conditions }: Statement, request: Request): Applies {
  const { action, resource, context } = request;
  if (!covers(actions, action.toLowerCase(), NO_CONTEXT, (pattern) => pattern.toLowerCase())) return false;
  if (!covers(resources, resource, context, (pattern) => pattern)) return false;
  const unknown: string[] = [];
  for (const condition of conditions) {
    const answer = holds(condition, context);
    if (answer === false) return false;
    if (answer === 'unknown') unknown.push(`${condition.operator} ${condition.key}`);
  }
  return unknown.length === 0 ? true : { because: unknown.join(', ') };
}

/** Actions have no variables, and their case does not matter. */
const NO_CONTEXT: Context = new Map();

function covers(
  { kind, patterns }: Patterns,
  text: string,
  context: Context,
  spelled: (pattern: string) => string,
): boolean {
  return patterns.some((pattern) => matches(spelled(pattern), text, context)) === (kind === 'some');
}

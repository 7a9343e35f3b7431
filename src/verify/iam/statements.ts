import { type Json } from '../../core/json.js';
import { items, record, textOf } from '../facts/normal.js';
import { attachedPolicies } from '../facts/permissions.js';
import { type ResolvedResource } from '../resolve.js';
import { type JsonObject, isObject } from '../template.js';
import { MANAGED_POLICIES } from './managed-policies.js';

/** Patterns of which one must match, or none may (NotAction, NotResource). */
export interface Patterns {
  readonly kind: 'some' | 'none';
  readonly patterns: readonly string[];
}

/** One line of a Condition: all of them must hold. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of a policy. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly conditions: readonly Condition[];
}

/** What a role may do, as far as the deployment says it. */
export interface RolePolicies {
  readonly statements: readonly Statement[];
  /** Policies that stand elsewhere: what they allow is not known. */
  readonly unread: readonly string[];
  /** The policy that what the others allow must be allowed by too; it is not evaluated. */
  readonly boundary: string | null;
}

/** The statements of the inline, attached and managed policies of a role. */
export function policiesOf(role: ResolvedResource, resources: readonly ResolvedResource[]): RolePolicies {
  const { documents, managed } = attachedPolicies(role, resources);
  const unread: string[] = [];
  const known: Json[] = [];
  for (const reference of managed) {
    const arn = typeof reference === 'string' ? reference : JSON.stringify(reference);
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const document = arn.includes(':iam::aws:policy/') ? MANAGED_POLICIES[name] : undefined;
    // One of the deployment's own was found by its document already.
    if (document) known.push(...document);
    else if (
      !resources.some(({ id, type }) => type === 'AWS::IAM::ManagedPolicy' && arn.includes(`\${${id}}`))
    )
      unread.push(arn);
  }
  const boundary = textOf(role.properties['PermissionsBoundary']) || null;
  const statements = [...documents.flatMap((document) => items(record(document)['Statement'])), ...known];
  return { statements: statements.filter(isObject).map(statementOf), unread: unread.sort(), boundary };
}

/** Reads a statement of a policy document. */
export function statementOf(statement: JsonObject): Statement {
  return {
    effect: statement['Effect'] === 'Deny' ? 'Deny' : 'Allow',
    actions: patternsOf(statement['Action'], statement['NotAction']),
    resources: patternsOf(statement['Resource'], statement['NotResource']),
    conditions: Object.entries(record(statement['Condition'])).flatMap(([operator, lines]) =>
      Object.entries(record(lines)).map(([key, values]) => ({ operator, key, values: texts(values) })),
    ),
  };
}

function patternsOf(some: Json | undefined, none: Json | undefined): Patterns {
  return none === undefined
    ? { kind: 'some', patterns: texts(some) }
    : { kind: 'none', patterns: texts(none) };
}

function texts(value: Json | undefined): string[] {
  return items(value).map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}

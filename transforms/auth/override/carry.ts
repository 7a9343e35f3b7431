import { type Code, verbatim } from '../../../src/emit/code.js';
import { Edits } from './edits.js';
import { type OverrideModel, type OverrideStatement } from './model.js';
import { type Reason, Refusal } from './refusal.js';
import { mentionsSecret, secretsIn } from './secrets.js';
import { declaredNames, visitStatement } from './statements.js';
import { endOf, identifiersIn } from './syntax.js';
import { type Assigned, type CarryContext, type OverrideImport, Scope, type Walk } from './walk.js';

/** A statement in Gen 2's terms. */
export interface Carried {
  readonly kind: 'carried';
  readonly code: Code;
  readonly uses: ReadonlySet<string>;
  readonly reads: ReadonlySet<string>;
  readonly declares: readonly string[];
  readonly imports: readonly OverrideImport[];
  /** Properties whose state decides what it does. */
  readonly asked: ReadonlySet<string>;
  readonly assigned: readonly Assigned[];
  readonly declarations: ReadonlyMap<string, string>;
}

export interface Refused {
  readonly kind: 'refused';
  readonly reason: Reason;
  /** Every name in it. */
  readonly mentions: ReadonlySet<string>;
}

/** The names that the parameters of an override give to the stack and the project. */
export function rootScope(model: OverrideModel): Scope {
  const scope = new Scope();
  const { resources, projectInfo } = model;
  if (resources.kind === 'name') scope.bind(resources.name, { kind: 'stack' });
  if (resources.kind === 'members') {
    for (const [local, name] of resources.members) scope.bind(local, { kind: 'stackMember', name });
  }
  if (projectInfo.kind === 'name') scope.bind(projectInfo.name, { kind: 'projectInfo' });
  if (projectInfo.kind === 'members') {
    for (const [local, name] of projectInfo.members) scope.bind(local, { kind: 'projectInfoMember', name });
  }
  return scope;
}

/** Carries one statement over, or says why not. `scope` learns the names that it declares. */
export function carryStatement(
  model: OverrideModel,
  statement: OverrideStatement,
  scope: Scope,
  context: CarryContext,
  mentioned: ReadonlySet<string>,
): Carried | Refused {
  const { node } = statement;
  const walk: Walk = {
    source: model.source,
    edits: new Edits(model.source),
    context,
    uses: new Set(),
    reads: new Set(),
    imports: new Map(),
    assigned: [],
    declarations: new Map(),
    mentioned,
    asked: new Set(),
    scope,
    conditions: 0,
    testing: false,
  };
  const declares = declaredNames(node);
  try {
    if (model.errors.some((position) => position >= statement.start && position <= endOf(node))) {
      throw new Refusal({ kind: 'syntax', what: 'a statement with a syntax error' }, node);
    }
    const [secret] = secretsIn(node);
    if (secret) throw new Refusal({ kind: 'secret' }, secret);
    visitStatement(walk, node, false);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const name of declares) scope.bind(name, { kind: 'stayed' });
    return { kind: 'refused', reason: error.reason, mentions: new Set(identifiersIn(node)) };
  }
  for (const comment of model.comments) {
    if (mentionsSecret(comment.value)) walk.edits.replace(comment, '');
  }
  return {
    kind: 'carried',
    code: verbatim(walk.edits.render(statement.start, endOf(node))),
    uses: walk.uses,
    reads: walk.reads,
    declares,
    imports: [...walk.imports.values()],
    asked: walk.asked,
    assigned: walk.assigned,
    declarations: walk.declarations,
  };
}

import { type Node } from '@babel/types';
import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type Ledger } from '../../../src/core/ledger.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type OverrideModel, type ParameterName } from './model.js';
import { settleOverrides } from './plan.js';
import { readOverrideFile } from './read.js';
import { declaredNames } from './statements.js';
import { childrenOf, keyName } from '../../shared/override/syntax.js';
import { identifiersIn } from './syntax.js';

/** The override of the project's root stack, where the roles of the identity pool are; null when there is none. */
export async function readProjectOverride(app: Gen1App): Promise<OverrideModel | null> {
  return app.projectOverride === null ? null : readOverrideFile(app, app.projectOverride);
}

/**
 * The root stack is no part of auth, but its override can change the roles that auth hands to users. That is
 * told, and left to a person. A file that does not touch the roles is not auth's to settle.
 */
export function planProjectOverride(model: OverrideModel, ledger: Ledger): Finding[] {
  if (model.problem) {
    const told = finding('AM1406', 'auth', fileOrigin(model.file), { reason: model.problem.reason });
    settleOverrides(model, ledger, { kind: 'manual', finding: told });
    return [told];
  }
  const aliases = new Set<string>();
  const touching = model.statements.flatMap((statement) => {
    const roles = rolesIn(statement.node, model.resources);
    const names = identifiersIn(statement.node);
    if (roles.length === 0 && !names.some((name) => aliases.has(name))) return [];
    for (const name of declaredNames(statement.node)) aliases.add(name);
    return [{ statement, roles }];
  });
  const [first] = touching;
  if (!first) return [];
  const roles = [...new Set(touching.flatMap((each) => each.roles))].map((role) => `\`${role}\``);
  const told = finding('AM1405', 'auth', first.statement.leaf.origin, {
    file: model.file,
    roles: roles.join(' and '),
    lines: touching.map(({ statement }) => statement.leaf.origin.line).join(', '),
  });
  settleOverrides(model, ledger, { kind: 'manual', finding: told });
  return [told];
}

/** The roles of the root stack that a statement names. */
function rolesIn(node: Node, stack: ParameterName): string[] {
  const own = roleOf(node, stack);
  return [...(own === null ? [] : [own]), ...childrenOf(node).flatMap((child) => rolesIn(child, stack))];
}

function roleOf(node: Node, stack: ParameterName): string | null {
  if (node.type === 'Identifier' && stack.kind === 'members') return isRole(stack.members.get(node.name));
  if (node.type === 'ObjectProperty') return isRole(keyName(node.key, node.computed));
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return null;
  return isRole(keyName(node.property, node.computed));
}

function isRole(name: string | null | undefined): 'authRole' | 'unauthRole' | null {
  return name === 'authRole' || name === 'unauthRole' ? name : null;
}

import { type NodePath } from '@babel/traverse';
import { type CallExpression, type Node, type ObjectExpression } from '@babel/types';
import { rangeOf } from '../edits.js';
import { constantOf } from '../expressions.js';
import { type Script } from '../script.js';
import { AUTH_MODE_ENUM, AUTH_MODES } from './auth-modes.js';

/** Renames the modes in the argument of a request. Returns why it is not understood. */
export function options(script: Script, call: NodePath<CallExpression>): string | null {
  const [argument] = call.get('arguments');
  if (argument === undefined) return 'it has no argument';
  const made = constantOf(argument);
  if (isOperation(script, made)) return null;
  if (made.isObjectExpression()) return written(script, made);
  const isName = argument.isIdentifier() || argument.isMemberExpression();
  // The type of what is passed on may have no `authMode`.
  if (!isName || script.typescript)
    return 'its argument is made elsewhere, and may name an authMode, whose names have changed';
  const mode = `${script.textOf(argument.node)}.authMode`;
  const by = translatorOf(script, argument, mode);
  script.edits.insertBefore(rangeOf(argument.node).start, '{ ...');
  script.edits.insertAfter(rangeOf(argument.node).end, `, authMode: ${by}(${mode}) }`);
  return null;
}

/** `graphqlOperation(…)`, which knows no modes. */
function isOperation(script: Script, path: NodePath): boolean {
  return script.allUses.some(({ symbol, call }) => symbol === 'graphqlOperation' && call?.node === path.node);
}

/** Renames the mode in an object at hand; what is spread into it before its mode does not count. */
function written(script: Script, object: NodePath<ObjectExpression>): string | null {
  let mode: NodePath | null = null;
  let unseen = false;
  for (const property of object.get('properties')) {
    if (property.isSpreadElement()) {
      unseen ||= !isOperation(script, constantOf(property.get('argument')));
      continue;
    }
    const { key, computed } = property.node as { readonly key: Node; readonly computed?: boolean };
    if (computed === true || !property.isObjectProperty())
      return 'a member of its argument is not understood';
    const name = key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '';
    if (name !== 'authMode') continue;
    mode = property;
    unseen = false;
  }
  if (unseen) return 'what is spread into its argument may name an authMode, whose names have changed';
  return mode?.isObjectProperty() === true ? modeOf(script, mode) : null;
}

function modeOf(script: Script, property: NodePath): string | null {
  if (!property.isObjectProperty()) return null;
  const value = property.get('value');
  if (!property.node.shorthand) return renamed(script, value);
  const made = constantOf(value);
  if (made.isStringLiteral()) return renamed(script, value);
  const name = script.textOf(value.node);
  script.edits.replace(property.node, `authMode: ${translatorOf(script, value, name)}(${name})`);
  return null;
}

/** Renames the modes that an expression chooses from. Returns why one is none. */
function renamed(script: Script, expression: NodePath): string | null {
  const value = constantOf(expression);
  if (value.isStringLiteral()) {
    const name = AUTH_MODES.get(value.node.value);
    if (name === undefined) return `authMode ${value.node.value} is no mode of version 5`;
    const quote = script.textOf(value.node).charAt(0);
    script.edits.replace(value.node, `${quote}${name}${quote}`);
    return null;
  }
  if (value.isConditionalExpression())
    return renamed(script, value.get('consequent')) ?? renamed(script, value.get('alternate'));
  if (value.isLogicalExpression() && value.node.operator !== '&&')
    return renamed(script, value.get('left')) ?? renamed(script, value.get('right'));
  const isEnum = value.isMemberExpression() && script.textOf(value.node).includes(AUTH_MODE_ENUM);
  if (isEnum || value.isIdentifier({ name: 'undefined' }) || value.isNullLiteral()) return null;
  const { start, end } = rangeOf(expression.node);
  const by = translatorOf(script, expression, script.textOf(expression.node));
  script.edits.insertBefore(start, `${by}(`);
  script.edits.insertAfter(end, ')');
  return null;
}

/** The file's function that gives the name of version 6 for that of version 5, told at the mode that it is given. */
function translatorOf(script: Script, { node }: NodePath, mode: string): string {
  const by = script.imports.constant('authModeOf', translator(script));
  script.tell('AM6044', node, { mode: mode.replace(/\s+/g, ' '), by });
  return by;
}

/** Names that it does not know are of version 6 already: other files may have been migrated. */
function translator(script: Script): string {
  const rows = [...AUTH_MODES].map(([before, now]) => `    ${before}: ${script.imports.quoted(now)},`);
  const names = ['({', ...rows, '  })'].join('\n');
  if (!script.typescript) return `(mode) =>\n  ${names}[mode] || mode`;
  const modes = [...AUTH_MODES.values()].map((name) => script.imports.quoted(name)).join(' | ');
  const table = names.replace(/\)$/, ' as Record<string, string>)');
  return `(mode?: string | null) =>\n  (${table}[mode ?? ''] ?? mode ?? undefined) as ${modes} | undefined`;
}

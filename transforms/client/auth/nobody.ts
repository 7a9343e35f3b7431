import { type NodePath } from '@babel/traverse';
import { type Script } from '../script.js';
import { memberOf } from '../uses.js';
import { callOf } from './places.js';

/** What version 5 rejected with where nobody is signed in, in the words of two of its modules. */
const NOBODY = /No current user|not authenticated/i;

/** Methods by which a text is looked for in another. */
const LOOKING: ReadonlySet<string> = new Set([
  ...['includes', 'startsWith', 'endsWith', 'indexOf', 'search', 'match', 'test', 'exec'],
]);

/** Whether a file looks for the text by which version 5 said that nobody is signed in; a text that it shows is its own. */
export function looksForNobody(script: Script): boolean {
  if (!NOBODY.test(script.textOf(script.program.node))) return false;
  let looks = false;
  const visit = (path: NodePath): void => {
    looks ||= NOBODY.test(script.textOf(path.node)) && isLookedFor(path);
  };
  script.program.traverse({ StringLiteral: visit, RegExpLiteral: visit, TemplateLiteral: visit });
  return looks;
}

function isLookedFor(text: NodePath): boolean {
  const { parent, listKey } = text;
  if (text.isRegExpLiteral() || parent.type === 'SwitchCase') return true;
  if (parent.type === 'BinaryExpression') return /^[!=]==?$/.test(parent.operator);
  // A table of the texts that errors are known by, or a constant that holds one.
  if (parent.type === 'VariableDeclarator') return true;
  if (parent.type === 'ObjectProperty') return text.key === 'key' && !parent.computed;
  const callee = listKey === 'arguments' ? text.parentPath?.get('callee') : undefined;
  if (callee === undefined || Array.isArray(callee) || callOf(callee) === null) return false;
  const object =
    callee.isMemberExpression() || callee.isOptionalMemberExpression() ? callee.get('object') : null;
  return object !== null && !Array.isArray(object) && LOOKING.has(memberOf(object)?.name ?? '');
}

import { type NodePath } from '@babel/traverse';
import { type CatchClause } from '@babel/types';
import { type Followed, ofCallback, ofPattern } from './results.js';
import { type Script } from './script.js';
import { memberOf } from './uses.js';

/** Code that is given the error of a request. */
export interface Handler {
  readonly node: NodePath;
  /** What it reads of the error. */
  readonly caught: Followed;
  /** Whether the error can be of no other promise than of Amplify's. */
  readonly alone: boolean;
}

/** The function that is given to `catch` of a request, or the clause around it, whichever is met first. */
export function handlersOf(script: Script, call: NodePath): readonly Handler[] {
  for (let path = call; path.parentPath !== null && !path.isFunction(); path = path.parentPath) {
    const handler = chained(script, path) ?? clause(script, path);
    if (handler !== null) return [handler];
  }
  return [];
}

const NOTHING: Followed = { reads: [], taken: [], escapes: [] };

/** `request.catch(handler)`, also behind other links of the chain. */
function chained(script: Script, path: NodePath): Handler | null {
  const member = memberOf(path);
  if (member?.name !== 'catch' || member.path.key !== 'callee') return null;
  const { parentPath } = member.path;
  const [handler] = parentPath?.isCallExpression() === true ? parentPath.get('arguments') : [];
  if (handler === undefined) return null;
  return { node: handler, caught: ofCallback(handler), alone: !waitsForOthers(script, path) };
}

function clause(script: Script, path: NodePath): Handler | null {
  const { parentPath } = path;
  if (parentPath?.isTryStatement() !== true || path.key !== 'block') return null;
  const handler: NodePath<CatchClause | null | undefined> = parentPath.get('handler');
  if (!handler.isCatchClause()) return null;
  const parameter = handler.get('param');
  const caught = parameter.hasNode() ? ofPattern(parameter) : NOTHING;
  return { node: handler, caught, alone: !waitsForOthers(script, path) };
}

/** Whether code waits for a promise of something that is not brought from Amplify. */
function waitsForOthers(script: Script, code: NodePath): boolean {
  let others = false;
  code.traverse({
    AwaitExpression({ node }) {
      const [root = ''] = /^[\w$]+/.exec(script.textOf(node.argument)) ?? [];
      others ||= !script.brought.some(({ local }) => local === root);
    },
  });
  return others;
}

import { type NodePath } from '@babel/traverse';
import { handlersOf } from '../handlers.js';
import { type Script } from '../script.js';

/**
 * Tells once for a file where the message of a refused request is read: the error of the request has another one.
 */
export function refusals(script: Script, call: NodePath): void {
  for (const { node } of handlersOf(script, call)) {
    const text = script.textOf(node.node);
    const isTold = script.findings.some(({ code }) => code === 'AM6043');
    if (!isTold && /\berrors\b/.test(text) && /\bmessage\b/.test(text))
      script.tell('AM6043', node.node, { call: script.textOf(call.node).replace(/\s+/g, ' ') });
  }
}

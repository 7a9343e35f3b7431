import { type NodePath } from '@babel/traverse';
import { type Node } from '@babel/types';
import { type Part, rangeOf } from '../edits.js';
import { type Script } from '../script.js';

/** Where version 5 looked for a key: the options of a call that say so. */
export interface Place {
  readonly level: 'public' | 'protected' | 'private';
  readonly prefix: string;
  /** Whose files, when the call names somebody. */
  readonly identityId: Node | null;
}

export const LEVELS = ['public', 'protected', 'private'] as const;

/** The prefix of a level (5.3.9, S3ClientUtils.ts): `customPrefix` replaces it whole. */
export function placeOf(level: Place['level'], custom: string | undefined, identityId: Node | null): Place {
  return { level, prefix: custom ?? `${level}/`, identityId };
}

/** A path as code, or why there is none. */
export type Path = { readonly parts: readonly Part[] } | { readonly why: string };

/** The code of the path that version 5 made of a key; what the key holds keeps its text. */
export function pathOf(script: Script, key: NodePath, place: Place, awaited: boolean): Path {
  if (!key.isExpression()) return { why: 'its key is spread' };
  const literal = key.isStringLiteral() ? key.node.value : null;
  if (`${place.prefix}${literal ?? 'x'}`.startsWith('/')) {
    return { why: "its path begins with '/', which version 6 refuses" };
  }
  if (place.level === 'public') return { parts: joined(script, key, place.prefix) };
  const problem = lateProblem(key, awaited);
  if (problem !== null) return { why: problem };
  return ownPath(script, key, place);
}

function joined(script: Script, key: NodePath, before: string): readonly Part[] {
  const { node } = key;
  if (node.type === 'TemplateLiteral' || (node.type === 'StringLiteral' && !before.includes('$'))) {
    script.edits.insertAfter(rangeOf(node).start + 1, before);
    return [node];
  }
  if (node.type === 'StringLiteral') return [`\`${before}${escaped(node.value)}\``];
  return before === '' ? [node] : [`\`${before}\${`, node, '}`'];
}

/** Files of one identity: version 6 gives its id to a function that makes the path. */
function ownPath(script: Script, key: NodePath, { prefix, identityId }: Place): Path {
  if (identityId?.type === 'StringLiteral') {
    return { parts: joined(script, key, `${prefix}${identityId.value}/`) };
  }
  const whose = identityId === null ? '' : script.textOf(identityId);
  const taken = /\bidentityId\b/.test(`${script.textOf(key.node)} ${whose}`);
  const own = taken ? 'ownIdentityId' : 'identityId';
  if (identityId !== null && /\bawait\b|\byield\b|\(/.test(whose)) {
    return { why: 'whose file it is is computed inside of the call: give it a name first' };
  }
  const simple = /^[\w$.?[\]]*$/.test(whose);
  // Version 5 took the caller's own id where none was given, also by an empty one.
  const id = identityId === null ? own : `${simple ? whose : `(${whose})`} || ${own}`;
  const parameter = taken ? `{ identityId: ${own} }` : '{ identityId }';
  return { parts: [`(${parameter}) => `, ...joined(script, key, `${prefix}\${${id}}/`)] };
}

function escaped(text: string): string {
  return text.replace(/[\\`]|\$\{/g, '\\$&');
}

/** Why a key can't be evaluated after the call, when the identity is known. */
function lateProblem(key: NodePath, awaited: boolean): string | null {
  if (holds(key, ({ node }) => node.type === 'AwaitExpression' || node.type === 'YieldExpression')) {
    return 'its key waits for something inside of the call: give it a name first';
  }
  const changes = holds(key, ({ node, scope }) => {
    if (node.type !== 'Identifier') return false;
    const binding = scope.getBinding(node.name);
    return binding !== undefined && !binding.constant;
  });
  if (changes && !awaited) return 'its key is of a variable that may change before the path is made';
  return null;
}

/** Whether a node or one inside of it is such. */
export function holds(path: NodePath, test: (path: NodePath) => boolean): boolean {
  if (test(path)) return true;
  let found = false;
  path.traverse({
    enter(inner) {
      if (!test(inner)) return;
      found = true;
      inner.stop();
    },
  });
  return found;
}

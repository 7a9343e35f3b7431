import { type NodePath } from '@babel/traverse';
import { rangeOf } from '../edits.js';
import { ofCallback } from '../results.js';
import { type Script } from '../script.js';

/** An event of version 5 and of version 6 (types/common.d.ts of @aws-amplify/storage 6: TransferProgressEvent). */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['loaded', 'transferredBytes'],
  ['total', 'totalBytes'],
]);

/** Turns `progressCallback` into `onProgress`. Returns why its function is not understood. */
export function progress(script: Script, property: NodePath): string | null {
  if (property.isObjectMethod()) {
    const problem = inline(script, property);
    if (problem === null) script.edits.replace(property.node.key, 'onProgress');
    return problem;
  }
  const value = property.get('value');
  if (Array.isArray(value) || !property.isObjectProperty()) return 'its progressCallback is not understood';
  if (value.isArrowFunctionExpression() || value.isFunctionExpression()) {
    const problem = inline(script, value);
    if (problem === null) script.edits.replace(property.node.key, 'onProgress');
    return problem;
  }
  if (!value.isIdentifier() && !value.isMemberExpression()) return 'its progressCallback is made elsewhere';
  const call = `${script.textOf(value.node)}({ loaded: transferredBytes, total: totalBytes })`;
  script.edits.replace(property.node, `onProgress: ({ transferredBytes, totalBytes }) => ${call}`);
  return null;
}

function inline(script: Script, callback: NodePath): string | null {
  const { reads, taken, escapes } = ofCallback(callback);
  const [lost] = escapes;
  if (lost !== undefined) {
    script.tell('AM6003', lost.node, { call: 'progressCallback', now: '{ transferredBytes, totalBytes }' });
  }
  const names = [...reads.map(({ steps }) => steps[0]?.name ?? ''), ...taken.map(({ name }) => name)];
  const unknown = names.find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) return `\`${unknown}\` of its progress is not given in version 6`;
  untype(script, callback);
  for (const { steps } of reads) {
    const [step] = steps;
    const now = MEMBERS.get(step?.name ?? '');
    const member = step?.path.node;
    if (now === undefined || member === undefined || !('property' in member)) continue;
    const { end } = rangeOf(member);
    const { start } = rangeOf(member.property);
    script.edits.replaceRange(start, end, sure(script, now));
  }
  for (const { name, property } of taken) {
    const now = MEMBERS.get(name);
    if (now === undefined || property.type !== 'ObjectProperty') continue;
    if (property.shorthand) script.edits.insertBefore(rangeOf(property).start, `${now}: `);
    else script.edits.replace(property.key, now);
    const plain = property.value.type === 'Identifier';
    if (script.typescript && plain && name === 'total')
      script.edits.insertAfter(rangeOf(property).end, ' = 0');
  }
  return null;
}

/** A type that was written for the event of version 5 goes: version 6 gives the parameter its own. */
function untype(script: Script, callback: NodePath): void {
  if (!callback.isFunction()) return;
  const [parameter] = callback.node.params;
  const type = parameter !== undefined && 'typeAnnotation' in parameter ? parameter.typeAnnotation : null;
  if (type?.type !== 'TSTypeAnnotation' || type.typeAnnotation.type === 'TSAnyKeyword') return;
  const { start, end } = rangeOf(type);
  script.edits.replaceRange(start, end, '');
}

/** The total is not always known to the types of version 6, and was `any` before. */
function sure(script: Script, name: string): string {
  return script.typescript && name === 'totalBytes' ? `${name}!` : name;
}

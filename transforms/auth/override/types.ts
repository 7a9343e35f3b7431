import { type Node } from '@babel/types';
import { childrenOf } from '../../shared/override/syntax.js';
import { type Walk } from './walk.js';

const BUILT_IN: ReadonlySet<string> = new Set(['Array', 'Record', 'Partial', 'ReadonlyArray', 'Set', 'Map']);

/** A type that the file imports or declares is not there in Gen 2; Gen 1 erased it anyway. */
export function visitType(walk: Walk, node: Node): void {
  if (node.type === 'TSTypeReference') {
    const isBuiltIn = node.typeName.type === 'Identifier' && BUILT_IN.has(node.typeName.name);
    if (!isBuiltIn) {
      walk.edits.replace(node, 'any');
      return;
    }
  }
  if (node.type === 'TSImportType' || node.type === 'TSTypeQuery') {
    walk.edits.replace(node, 'any');
    return;
  }
  for (const child of childrenOf(node)) visitType(walk, child);
}

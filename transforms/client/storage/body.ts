import { type NodePath } from '@babel/traverse';
import { type Part } from '../edits.js';
import { bareOf } from '../expressions.js';
import { type Script } from '../script.js';

const AS_JSON =
  'an object is rejected, which version 5 stored as JSON: where it is no text, Blob or bytes, give it as JSON.stringify(…)';

/**
 * What is uploaded: version 5 stored an object without a length as JSON (validateAndSanitizeBody of
 * @aws-amplify/storage 5), version 6 rejects it. What a file of JSON, by its key or by its content type, is made of
 * elsewhere is told.
 */
export function dataOf(
  script: Script,
  key: NodePath,
  body: NodePath,
  options: NodePath | undefined,
): readonly Part[] {
  const value = valueOf(body);
  if (value.isObjectExpression()) return ['data: JSON.stringify(', body.node, ')'];
  const isMadeElsewhere = value.isIdentifier() || value.isMemberExpression();
  const isJson =
    /\.json['"`]?$/.test(script.textOf(key.node)) ||
    (options !== undefined && /['"`]application\/(?:[\w.]+\+)?json\b/.test(script.textOf(options.node)));
  if (isMadeElsewhere && isJson) script.tell('AM6004', body.node, { call: 'uploadData', what: AS_JSON });
  const { node } = body;
  return node.type === 'Identifier' && node.name === 'data' ? [node] : ['data: ', node];
}

/** The expression that a name always stands for. */
function valueOf(path: NodePath): NodePath {
  const bare = bareOf(path);
  const binding = bare.isIdentifier() ? bare.scope.getBinding(bare.node.name) : undefined;
  if (binding?.constant !== true || !binding.path.isVariableDeclarator()) return bare;
  if (!binding.path.get('id').isIdentifier()) return bare;
  const init = binding.path.get('init');
  return init.isExpression() ? bareOf(init) : bare;
}

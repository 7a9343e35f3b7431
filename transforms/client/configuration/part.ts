import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectExpression } from '@babel/types';
import { type Script } from '../script.js';
import { removeStatement } from '../statements.js';
import { type Use } from '../uses.js';
import { isKnown, readingOf, tellFixed, written } from './calls.js';
import { category } from './categorized.js';
import { enclose } from './nest.js';

const NOT_WHOLE =
  'the settings that are given here belong to Amplify.configure in version 6, in another shape';
const ELSEWHERE = 'what it is given is made elsewhere, and has another shape in version 6';

/** `Auth.configure(awsconfig)` configures all in version 6; what is written out is put into the whole of it. */
export function part(script: Script, use: Use): void {
  const argument = use.call?.get('arguments')[0];
  if (argument === undefined || use.member === null) {
    script.refuse(use, NOT_WHOLE);
    return;
  }
  const statement = use.call?.parentPath;
  if (use.symbol === 'Storage' && isDefault(argument) && statement?.isExpressionStatement() === true) {
    removeStatement(script, statement.node);
    script.settle(use);
    return;
  }
  const why = partOf(script, use, argument);
  if (why === null)
    script.rewrite(use, use.member.path.node, `${script.imports.use('aws-amplify', 'Amplify')}.configure`);
  else script.refuse(use, why);
}

function partOf(script: Script, { symbol }: Use, argument: NodePath): string | null {
  if (argument.isIdentifier()) return isKnown(argument) ? null : ELSEWHERE;
  if (!argument.isObjectExpression()) return NOT_WHOLE;
  if (argument.node.properties[0]?.type === 'SpreadElement') return written(script, argument);
  return symbol === 'Auth' ? authOf(script, argument) : NOT_WHOLE;
}

function authOf(script: Script, argument: NodePath<ObjectExpression>): string | null {
  const reading = readingOf(script, true, 1);
  const why = category(reading, 'Auth', argument);
  if (why !== null) return why;
  const amplify = script.imports.use('aws-amplify', 'Amplify');
  enclose(script, argument.node, `...${amplify}.getConfig()`, 'Auth');
  const what = 'version 5 added these settings to those of Auth before, whose place they take now';
  script.tell('AM6004', argument.node, { call: 'Auth.configure', what });
  tellFixed(script, reading);
  return null;
}

/** `{ level: 'public' }`, where version 5 looked anyway. */
function isDefault(argument: NodePath): boolean {
  if (!argument.isObjectExpression()) return false;
  const properties: readonly Node[] = argument.node.properties;
  return properties.length === 1 && properties.every(isPublicLevel);
}

function isPublicLevel(property: Node): boolean {
  return (
    property.type === 'ObjectProperty' &&
    property.key.type === 'Identifier' &&
    property.key.name === 'level' &&
    property.value.type === 'StringLiteral' &&
    property.value.value === 'public'
  );
}

import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectExpression } from '@babel/types';
import { rangeOf } from '../edits.js';
import { type Script } from '../script.js';
import { removeStatement } from '../statements.js';
import { type Use } from '../uses.js';
import { isKnown, namesOf, readingOf, tellFixed, written } from './calls.js';
import { CATEGORIES } from './categories.js';
import { category, flatStorage } from './categorized.js';
import { enclose, stepOf } from './nest.js';

const NOT_WHOLE =
  'the settings that are given here belong to Amplify.configure in version 6, in another shape';
const NO_BUCKET = 'version 6 takes a bucket with its region: Storage: { S3: { bucket, region } }';
const ELSEWHERE = 'what it is given is made elsewhere, and has another shape in version 6';

/** `Auth.configure(awsconfig)` configures all in version 6; what is written out is put into the whole of it. */
export function part(script: Script, use: Use): void {
  const why = partWhy(script, use);
  if (why !== null) script.refuse(use, why);
}

function partWhy(script: Script, use: Use): string | null {
  const argument = use.call?.get('arguments')[0];
  if (argument === undefined || use.member === null) return NOT_WHOLE;
  const statement = use.call?.parentPath;
  if (statement?.isExpressionStatement() === true) {
    const isNothing = use.symbol === 'Storage' && isDefault(argument);
    if (isNothing || isRepeated(script, use, argument)) {
      removeStatement(script, statement.node);
      script.settle(use);
      return null;
    }
  }
  const why = partOf(script, use, argument);
  if (why !== null) return why;
  script.rewrite(use, use.member.path.node, `${script.imports.use('aws-amplify', 'Amplify')}.configure`);
  return null;
}

function partOf(script: Script, { symbol }: Use, argument: NodePath): string | null {
  if (argument.isIdentifier()) return isKnown(argument) ? null : ELSEWHERE;
  if (!argument.isObjectExpression()) return NOT_WHOLE;
  if (argument.node.properties[0]?.type === 'SpreadElement') return written(script, argument);
  return CATEGORIES.has(symbol) ? categoryOf(script, symbol, argument) : NOT_WHOLE;
}

/** The settings of one category, within all that is configured. */
function categoryOf(script: Script, symbol: string, argument: NodePath<ObjectExpression>): string | null {
  const reading = readingOf(script, true, 1);
  const names = namesOf(argument.node);
  if (symbol === 'Storage' && names.some((name) => name === 'level' || name === 'customPrefix'))
    return 'version 6 has no default level: give each call its own';
  const isFlat = symbol === 'Storage' && !names.includes('AWSS3');
  if (isFlat && !(names.includes('bucket') && names.includes('region'))) return NO_BUCKET;
  const why = isFlat ? flatStorage(reading, argument) : category(reading, symbol, argument);
  if (why !== null) return why;
  const amplify = script.imports.use('aws-amplify', 'Amplify');
  // Those of Auth and of Storage are one object in version 6, the others one for each API or provider.
  if (symbol === 'API' || symbol === 'Analytics')
    lead(script, argument.node, `...${amplify}.getConfig().${symbol},`);
  enclose(script, argument.node, `...${amplify}.getConfig()`, symbol);
  const what = 'version 5 added these settings to those of Auth before, whose place they take now';
  if (symbol === 'Auth') script.tell('AM6004', argument.node, { call: 'Auth.configure', what });
  tellFixed(script, reading);
  return null;
}

/** Puts a member before all others of an object that will stand a step deeper. */
function lead(script: Script, object: Node, text: string): void {
  const { start } = rangeOf(object);
  const own = /^\r?\n([ \t]*)/.exec(script.textOf(object).slice(1))?.[1];
  const gap = own === undefined ? ' ' : `\n${own}${stepOf(script)}`;
  script.edits.insertAfter(start + 1, `${gap}${text}`);
}

/** The file that another statement before this one, in the same block, configures all with already. */
function isRepeated(script: Script, use: Use, argument: NodePath): boolean {
  const statement = use.call?.parentPath;
  const file = fileIn(argument, true);
  if (file === null || statement?.isExpressionStatement() !== true) return false;
  return script.allUses.some(({ member, call }) => {
    const other = call?.parentPath;
    const [given] = call?.get('arguments') ?? [];
    return (
      member?.name === 'configure' &&
      given !== undefined &&
      other?.isExpressionStatement() === true &&
      other.container === statement.container &&
      Number(other.key) < Number(statement.key) &&
      fileIn(given, false) === file
    );
  });
}

/** The file that is given, as it is or spread; `alone`: without anything beside it. */
function fileIn(argument: NodePath, alone: boolean): string | null {
  if (argument.isIdentifier()) return isKnown(argument) ? argument.node.name : null;
  if (!argument.isObjectExpression()) return null;
  const [first, ...more] = argument.get('properties');
  const spread = first?.isSpreadElement() === true ? first.get('argument') : null;
  if (spread?.isIdentifier() !== true || !isKnown(spread)) return null;
  return alone && more.length > 0 ? null : spread.node.name;
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

import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectExpression } from '@babel/types';
import { bareOf } from '../expressions.js';
import { type Part, rangeOf } from '../edits.js';
import { removeMember } from '../members.js';
import { type Script } from '../script.js';
import { LEVELS, type Place, placeOf } from './paths.js';
import { type Method, type OptionRule, ruleFor, whyGone } from './options.js';
import { progress } from './progress.js';

/** The configuration of a call, read. */
export interface Config {
  readonly place: Place;
  /** The code of `options`, from what version 6 has too; none when nothing is left. */
  readonly options: readonly Part[];
  /** The names that are left. */
  readonly kept: readonly string[];
}

interface Refused {
  readonly why: string;
}

interface Member {
  readonly name: string;
  readonly property: NodePath;
  readonly value: NodePath;
}

const NO_CONFIG: Config = { place: placeOf('public', undefined, null), options: [], kept: [] };

/** Reads the configuration of a call; its members are edited where they stand. */
export function configOf(script: Script, method: Method, argument: NodePath | undefined): Config | Refused {
  if (argument === undefined || argument.isIdentifier({ name: 'undefined' })) return NO_CONFIG;
  const object = objectOf(argument);
  if (object === null) return { why: 'its configuration is made elsewhere' };
  const members = membersOf(object);
  if (members === null) return { why: 'a part of its configuration is spread or computed' };
  const place = placeFrom(members);
  if ('why' in place) return place;
  const inPlace = bareOf(argument) === object;
  const gone: Member[] = [];
  for (const member of members) {
    const rule = ruleFor(method, member.name);
    if (rule === undefined) return { why: whyGone(member.name) };
    const fate = apply(script, member, rule, inPlace);
    if (typeof fate === 'object') return fate;
    if (fate === 'gone') gone.push(member);
  }
  const kept = members.filter((member) => !gone.includes(member));
  const names = kept.map(({ name }) => name);
  if (inPlace && (kept.length > 0 || hasComments(object))) {
    const removed = (property: Node | undefined): boolean =>
      gone.some(({ property: { node } }) => node === property);
    for (const member of gone) removeMember(script, object.node, member.property.node, removed);
    return { place, options: [object.node], kept: names };
  }
  if (kept.length === 0) return { place, options: [], kept: [] };
  const code = kept.map(({ name, value }) => `${renamed(method, name)}: ${script.textOf(value.node)}`);
  return { place, options: [`{ ${code.join(', ')} }`], kept: names };
}

function renamed(method: Method, name: string): string {
  const rule = ruleFor(method, name);
  return rule?.kind === 'keep' ? (rule.as ?? name) : name;
}

/** An object at its place, or a constant of the file that only calls are given, and that holds nothing but literals. */
function objectOf(argument: NodePath): NodePath<ObjectExpression> | null {
  const bare = bareOf(argument);
  if (bare.isObjectExpression()) return bare;
  if (!bare.isIdentifier()) return null;
  const binding = bare.scope.getBinding(bare.node.name);
  if (binding?.constant !== true || !binding.path.isVariableDeclarator()) return null;
  const init = binding.path.get('init');
  const object = init.isExpression() ? bareOf(init) : null;
  if (object?.isObjectExpression() !== true) return null;
  const given = binding.referencePaths.every(({ parentPath }) => parentPath?.isCallExpression() === true);
  const literal = object.node.properties.every(
    (property) =>
      property.type === 'ObjectProperty' && /^(String|Numeric|Boolean)Literal$/.test(property.value.type),
  );
  return given && literal ? object : null;
}

function membersOf(object: NodePath<ObjectExpression>): readonly Member[] | null {
  const members = object.get('properties').map((property): Member | null => {
    if (property.isSpreadElement() || !('key' in property.node) || property.node.computed) return null;
    const { key } = property.node;
    const name = key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : null;
    const value = property.isObjectProperty() ? property.get('value') : property;
    return name === null || Array.isArray(value) ? null : { name, property, value };
  });
  return members.every((member) => member !== null) ? members : null;
}

/** Where the call looks, by its options. */
function placeFrom(members: readonly Member[]): Place | Refused {
  const valueOf = (name: string): NodePath | undefined => {
    const value = members.find((member) => member.name === name)?.value;
    return value === undefined ? undefined : bareOf(value);
  };
  const given = valueOf('level');
  const level = given === undefined ? 'public' : given.isStringLiteral() ? given.node.value : null;
  const known = LEVELS.find((one) => one === level);
  if (known === undefined) return { why: 'its level is decided elsewhere, and the path depends on it' };
  const custom = valueOf('customPrefix');
  const prefix = custom === undefined ? undefined : customPrefix(custom, known);
  if (prefix === null) return { why: 'its customPrefix is made elsewhere, and the path depends on it' };
  return placeOf(known, prefix, valueOf('identityId')?.node ?? null);
}

function customPrefix(custom: NodePath, level: string): string | undefined | null {
  if (!custom.isObjectExpression()) return null;
  const members = membersOf(custom);
  if (members === null) return null;
  const value = members.find(({ name }) => name === level)?.value;
  if (value === undefined) return undefined;
  return value.isStringLiteral() && /^[\w./-]*$/.test(value.node.value) ? value.node.value : null;
}

/** Edits a member where it stands. Gives whether it goes, or why it can't be read. */
function apply(
  script: Script,
  member: Member,
  rule: OptionRule,
  inPlace: boolean,
): 'kept' | 'gone' | Refused {
  const { name, property, value } = member;
  if (rule.kind === 'place' || rule.kind === 'unread') return 'gone';
  if (rule.kind === 'only') {
    const { node } = bareOf(value);
    const literal = node.type === 'StringLiteral' || node.type === 'BooleanLiteral' ? node.value : undefined;
    return literal !== undefined && rule.values.includes(literal) ? 'gone' : { why: rule.why };
  }
  if (rule.kind === 'keep') {
    if (rule.as !== undefined && inPlace) rename(script, property.node, rule.as, name);
    return 'kept';
  }
  if (rule.kind === 'progress') {
    const why = progress(script, property);
    return why === null ? 'kept' : { why };
  }
  if (value.isNumericLiteral()) return 'kept';
  if (!value.isStringLiteral({ value: 'ALL' }) || !inPlace)
    return { why: "whether its pageSize is 'ALL' is decided elsewhere" };
  script.edits.replace(property.node, 'listAll: true');
  return 'kept';
}

function rename(script: Script, property: Node, now: string, name: string): void {
  if (property.type !== 'ObjectProperty') return;
  if (property.shorthand) script.edits.replace(property, `${now}: ${name}`);
  else script.edits.replace(property.key, now);
}

function hasComments(object: NodePath<ObjectExpression>): boolean {
  const { node } = object;
  return [node, ...node.properties].some(({ leadingComments, trailingComments, innerComments }) =>
    [leadingComments, trailingComments, innerComments].some((comments) =>
      (comments ?? []).some(
        (comment) => (comment.start ?? 0) > rangeOf(node).start && (comment.end ?? 0) < rangeOf(node).end,
      ),
    ),
  );
}

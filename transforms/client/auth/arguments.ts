import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectProperty } from '@babel/types';
import { type Part } from '../edits.js';
import { bareOf, writtenObject } from '../expressions.js';
import { memberLines, wrapped } from '../layout.js';
import { type Script } from '../script.js';
import { type Positional } from './methods.js';
import { isCurrentUser } from './places.js';

/** The arguments as one object; or why they can't be. */
export function argumentsOf(
  script: Script,
  given: readonly NodePath[],
  rule: Positional,
): string | readonly Part[] {
  const [first] = given;
  if (given.some((one) => one.isSpreadElement())) return 'its arguments are spread';
  if (given.length === 1 && first !== undefined && (rule.now === 'signIn' || rule.now === 'signUp'))
    return onlyOne(script, first, rule.now);
  if (given.length < rule.least) return 'it is not given what it needs';
  if (given.length > rule.takes.length)
    return 'it is given more than its rule knows: options of version 6 have another form';
  return positional(script, given, rule);
}

/** Arguments one after the other, each as a member; those of `options` are nested. */
function positional(script: Script, given: readonly NodePath[], rule: Positional): string | readonly Part[] {
  const members: Members = [];
  for (const [index, one] of given.entries()) {
    const name = rule.takes[index];
    if (name == null) {
      if (!isPlain(one))
        return 'what it is given for the user, or for the kind of a code, does something itself';
      continue;
    }
    if (name === 'options' && rule.options !== undefined) put(members, ['options'], ['...', one.node]);
    else put(members, name.split('.').slice(0, -1), memberOf(rule, name.split('.').at(-1) ?? name, one));
  }
  if (rule.options !== undefined) putFirst(members, rule.options);
  const call = given[0]?.parentPath;
  return members.length === 0 || call == null ? [] : memberLines(script, call, members);
}

interface Nested {
  readonly name: string;
  readonly members: Members;
}

type Members = (Nested | readonly Part[])[];

/** What version 5 sent by default stands before what the call is given. */
function putFirst(members: Members, option: string): void {
  const there = members.find((one): one is Nested => 'name' in one && one.name === 'options');
  if (there === undefined) members.push({ name: 'options', members: [[option]] });
  else there.members.unshift([option]);
}

/** Puts a member into the object at the end of a path, which is made on the way. */
function put(members: Members, path: readonly string[], member: readonly Part[]): void {
  const [name, ...rest] = path;
  if (name === undefined) {
    members.push(member);
    return;
  }
  const there = members.find((one): one is Nested => 'name' in one && one.name === name);
  const nested = there ?? { name, members: [] };
  if (there === undefined) members.push(nested);
  put(nested.members, rest, member);
}

/** `name: value`, or the name alone where the value has the same. */
function memberOf({ now }: Positional, name: string, value: NodePath): readonly Part[] {
  if (name === 'userAttributes' && now === 'updateUserAttributes' && !isWhole(value))
    return [`${name}: Object.fromEntries(Object.entries(`, value.node, `).filter(${CHANGEABLE}))`];
  return value.isIdentifier() && value.node.name === name ? [value.node] : [`${name}: `, value.node];
}

/** Version 5 left out of an update what Cognito does not let a user change. */
const CHANGEABLE = "([name]) => name !== 'sub' && !name.includes('_verified')";

/** Whether attributes are all named in the file. */
function isWhole(attributes: NodePath): boolean {
  const path = bareOf(attributes);
  const binding = path.isIdentifier() ? path.scope.getBinding(path.node.name) : undefined;
  const init = binding?.path.isVariableDeclarator() === true ? binding.path.get('init') : path;
  const { node } = init;
  return node?.type === 'ObjectExpression' && node.properties.every(isChangeable);
}

function isChangeable(property: Node): boolean {
  if (property.type !== 'ObjectProperty') return false;
  const { key, computed } = property;
  const name =
    key.type === 'StringLiteral' ? key.value : key.type === 'Identifier' && !computed ? key.name : 'sub';
  return name !== 'sub' && !name.includes('_verified');
}

/** Whether leaving an expression out leaves nothing undone. */
function isPlain(path: NodePath): boolean {
  const bare = bareOf(path);
  return (
    isCurrentUser(bare) ||
    bare.isIdentifier() ||
    bare.isLiteral() ||
    bare.isThisExpression() ||
    bare.isMemberExpression() ||
    bare.isOptionalMemberExpression()
  );
}

/** A single argument of signIn or signUp: an object, or a name to sign in with a challenge of the app's own. */
function onlyOne(script: Script, argument: NodePath, now: string): string | readonly Part[] {
  const written = writtenObject(argument);
  if (written === null) {
    if (now === 'signUp' || !isText(argument))
      return 'its argument is made elsewhere, and may hold what is an option in version 6';
    const same = argument.isIdentifier() && argument.node.name === 'username';
    return [`{ ${same ? '' : 'username: '}`, argument.node, `, options: { ${WITHOUT_PASSWORD(script)} } }`];
  }
  const { members } = written;
  for (const name of members.keys()) {
    if (name !== 'username' && name !== 'password' && !(now === 'signUp' && OPTIONS.has(name)))
      return `its option ${name} has another form in version 6`;
  }
  if (!members.has('password')) {
    if (now === 'signUp') return 'a sign-up without a password is not what version 5 did';
    const last = [...members.values()].at(-1);
    if (last === undefined) return 'it is not given what it needs';
    script.edits.replace(last, last, `, options: { ${WITHOUT_PASSWORD(script)} }`);
    return [argument.node];
  }
  return (
    options(
      script,
      argument,
      [...members.entries()].filter(([name]) => OPTIONS.has(name)),
    ) ?? [argument.node]
  );
}

/** The flow that version 5 took for who gave no password: CUSTOM_AUTH. */
const WITHOUT_PASSWORD = (script: Script): string =>
  `authFlowType: ${script.imports.quoted('CUSTOM_WITHOUT_SRP')}`;

/** Members of version 5's sign-up that are options in version 6. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['attributes', 'userAttributes'],
  ['validationData', 'validationData'],
  ['clientMetadata', 'clientMetadata'],
  ['autoSignIn', 'autoSignIn'],
]);

/** Puts options that stand beside one another into `options`. Returns why they can't be. */
function options(
  script: Script,
  argument: NodePath,
  found: readonly (readonly [string, ObjectProperty])[],
): string | null {
  const [first] = found;
  const last = found.at(-1);
  if (first === undefined || last === undefined) return null;
  const nodes = found.map(([, node]) => node);
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1];
    if (before != null && /[^\s,]/.test(script.edits.slice(before.end ?? 0, node.start ?? 0)))
      return 'its options do not stand beside one another';
  }
  const around = wrapped(script, argument, 'options', nodes);
  for (const [name, node] of found) {
    const now = OPTIONS.get(name) ?? name;
    const open = node === first[1] ? around.open : around.step;
    const close = node === last[1] ? around.close : '';
    if (name === 'autoSignIn') {
      if (!isEnabled(node.value)) return 'its option autoSignIn has another form in version 6';
      script.edits.replace(node, `${open}autoSignIn: true${close}`);
      script.tell('AM6004', node, {
        call: 'signUp',
        what: 'nothing signs in by itself after confirmSignUp(): call autoSignIn() where nextStep.signUpStep is COMPLETE_AUTO_SIGN_IN',
      });
    } else if (node.shorthand && now !== name) script.edits.replace(node, `${open}${now}: ${name}${close}`);
    else if (node.shorthand) script.edits.replace(node, open, node.value, close);
    else script.edits.replace(node, `${open}${now}: `, node.value, close);
  }
  return null;
}

/** `{ enabled: true }`. */
function isEnabled(value: Node): boolean {
  if (value.type !== 'ObjectExpression') return false;
  const [only, ...more] = value.properties;
  return (
    more.length === 0 &&
    only?.type === 'ObjectProperty' &&
    only.value.type === 'BooleanLiteral' &&
    only.value.value
  );
}

/** Whether an expression is surely a text. */
function isText(argument: NodePath): boolean {
  const path = bareOf(argument);
  if (path.isTemplateLiteral() || path.isStringLiteral()) return true;
  if (path.isBinaryExpression()) return path.node.operator === '+';
  if (path.isCallExpression()) {
    const { callee } = path.node;
    const method =
      callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : '';
    return TEXT_METHODS.has(method);
  }
  if (!path.isIdentifier()) return false;
  const binding = path.scope.getBinding(path.node.name);
  const declared = binding?.identifier.typeAnnotation;
  if (declared?.type === 'TSTypeAnnotation') return declared.typeAnnotation.type === 'TSStringKeyword';
  const init =
    binding?.constant === true && binding.path.isVariableDeclarator() ? binding.path.get('init') : null;
  return init?.isExpression() === true && !init.isIdentifier() && isText(init);
}

const TEXT_METHODS: ReadonlySet<string> = new Set([
  ...['trim', 'toLowerCase', 'toUpperCase', 'toString', 'replace', 'replaceAll', 'substring', 'slice'],
]);

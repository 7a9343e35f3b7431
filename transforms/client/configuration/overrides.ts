import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectExpression, type ObjectProperty } from '@babel/types';
import { type Part, rangeOf } from '../edits.js';
import { bareOf, writtenObject } from '../expressions.js';
import { type Member, memberLines } from '../layout.js';
import { type Script } from '../script.js';
import { OUTPUT_KEYS } from './keys.js';

/** What stands beside the spread of a file, in the place of its own values. */
export interface Overrides {
  /** Members of the new object, by the sections of amplify_outputs.json. */
  readonly members: readonly Member[];
  /** A redirect, of which version 6 has more to say. */
  readonly redirect: Node | null;
  /** A value that says which backend it is. */
  readonly fixed: Node | null;
  /** Functions that open pages. */
  readonly openers: readonly Node[];
}

/** Keys of Gen 1's file whose values are the same in amplify_outputs.json, and name no part of a backend. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  ['aws_appsync_authenticationType', 'data.default_authorization_type'],
]);

/** Members of `oauth`, by what they are called in amplify_outputs.json (OAuthConfig of parseAmplifyOutputs). */
const OAUTH: ReadonlyMap<string, { readonly as: string; readonly list?: true }> = new Map([
  ['domain', { as: 'domain' }],
  ['scope', { as: 'scopes' }],
  ['redirectSignIn', { as: 'redirect_sign_in_uri', list: true }],
  ['redirectSignOut', { as: 'redirect_sign_out_uri', list: true }],
  ['responseType', { as: 'response_type' }],
]);

/** Settings of a category, by the key of Gen 1's file that has the same value. */
const OF_CATEGORIES: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> = new Map([
  [
    'Auth',
    new Map([
      ['region', ['aws_cognito_region', 'aws_project_region']],
      ['userPoolId', ['aws_user_pools_id']],
      ['userPoolWebClientId', ['aws_user_pools_web_client_id']],
      ['identityPoolId', ['aws_cognito_identity_pool_id']],
    ]),
  ],
  [
    'Storage',
    new Map([
      ['bucket', ['aws_user_files_s3_bucket']],
      ['region', ['aws_user_files_s3_bucket_region']],
    ]),
  ],
]);

/** The settings beside a spread of Gen 1's file, as amplify_outputs.json has them; null where one is not known. */
export function overridesOf(
  script: Script,
  local: string,
  properties: readonly NodePath[],
): Overrides | null {
  const sections = new Map<string, Member[]>();
  let redirect: Node | null = null;
  let fixed: Node | null = null;
  const openers: Node[] = [];
  for (const property of properties) {
    if (!property.isObjectProperty()) return null;
    const name = nameOf(property.node);
    const value = property.get('value');
    if (name === 'oauth') {
      const oauth = oauthOf(script, local, value, openers);
      if (oauth === null) return null;
      if (oauth.length === 0) continue;
      redirect = property.node;
      const lead: Member = [`...${local}.auth.oauth`];
      add(sections, local, 'auth', { name: 'oauth', members: [lead, ...oauth] });
      continue;
    }
    if (OF_CATEGORIES.has(name)) {
      const settings = ofCategory(script, local, name, value);
      if (settings === null) return null;
      for (const { key, node } of settings) {
        const [section = '', last = ''] = key.split('.');
        fixed ??= node;
        add(sections, local, section, [`${last}: `, node]);
      }
      continue;
    }
    const key = SETTINGS.get(name) ?? OUTPUT_KEYS.get(name);
    const [section, last, ...more] = key?.split('.') ?? [];
    if (section === undefined || last === undefined || more.length > 0) return null;
    if (isRead(script, value, local, name)) continue;
    if (!SETTINGS.has(name)) fixed ??= value.node;
    add(sections, local, section, [`${last}: `, value.node]);
  }
  const members = [...sections].map(([name, inner]) => ({ name, members: inner }));
  // Parts of a section that do not stand side by side would change their order.
  return isInOrder(members) ? { members, redirect, fixed, openers } : null;
}

/** An object that spreads the file, with the sections that are other ones. */
export function withOverrides(
  script: Script,
  object: NodePath<ObjectExpression>,
  local: string,
  { members }: Overrides,
): Part[] {
  return memberLines(script, object, [[`...${local}`], ...members]);
}

function isInOrder(members: readonly Member[]): boolean {
  const starts = nodesOf(members).map((node) => rangeOf(node).start);
  return starts.every((start, index) => index === 0 || (starts[index - 1] ?? 0) < start);
}

function nodesOf(members: readonly Member[]): Node[] {
  return members.flatMap((member) =>
    'members' in member ? nodesOf(member.members) : member.filter((part) => typeof part !== 'string'),
  );
}

function add(sections: Map<string, Member[]>, local: string, section: string, member: Member): void {
  sections.set(section, [...(sections.get(section) ?? [[`...${local}.${section}`]]), member]);
}

/** Settings of a category that are not those of the file, by where amplify_outputs.json has them. */
function ofCategory(
  script: Script,
  local: string,
  name: string,
  value: NodePath,
): { readonly key: string; readonly node: Node }[] | null {
  const given = writtenObject(value);
  const [only] = given?.path.get('properties') ?? [];
  const isS3 = given?.members.size === 1 && given.members.has('AWSS3') && only?.isObjectProperty() === true;
  if (name === 'Storage' && !isS3) return null;
  const written = isS3 ? writtenObject(only.get('value')) : given;
  const settings: { key: string; node: Node }[] = [];
  for (const [member, property] of written?.members ?? []) {
    const keys = OF_CATEGORIES.get(name)?.get(member);
    const path = written?.path.get('properties').find(({ node }) => node === property);
    const own = path?.isObjectProperty() === true ? path.get('value') : null;
    if (keys === undefined || own === null) return null;
    if (keys.some((key) => isRead(script, own, local, key))) continue;
    const [key = ''] = keys;
    settings.push({ key: OUTPUT_KEYS.get(key) ?? '', node: own.node });
  }
  return written === null ? null : settings;
}

/** `oauth: { ...config.oauth, redirectSignIn }`, or all of its members written out; null where that is not known. */
function oauthOf(script: Script, local: string, value: NodePath, openers: Node[]): Member[] | null {
  const object = bareOf(value);
  if (!object.isObjectExpression()) return null;
  const members: Member[] = [];
  const names = new Set<string>();
  let isSpread = false;
  for (const property of object.get('properties')) {
    if (property.isSpreadElement()) {
      if (script.textOf(property.node.argument) !== `${local}.oauth`) return null;
      isSpread = true;
      continue;
    }
    if (!property.isObjectProperty()) return null;
    const name = nameOf(property.node);
    names.add(name);
    if (name === 'urlOpener') {
      openers.push(property.node);
      continue;
    }
    const known = OAUTH.get(name);
    if (known === undefined) return null;
    const inner = property.get('value');
    if (isRead(script, inner, local, `oauth.${name}`)) continue;
    members.push(known.list === true ? [`${known.as}: [`, inner.node, ']'] : [`${known.as}: `, inner.node]);
  }
  // Without the domain of the file nobody knows whether its outputs have a part for it at all.
  const isWhole = [...OAUTH.keys()].every((name) => names.has(name)) && members.length < OAUTH.size;
  return isSpread || isWhole ? members : null;
}

/** Whether a value is what the file itself has there. */
function isRead(script: Script, value: NodePath, local: string, key: string): boolean {
  return script.textOf(value.node).replaceAll('?', '') === `${local}.${key}`;
}

function nameOf({ key, computed }: ObjectProperty): string {
  if (computed) return '';
  return key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : '';
}

import { type NodePath } from '@babel/traverse';
import { type Node, type ObjectProperty } from '@babel/types';
import { rangeOf } from '../edits.js';
import { bareOf, type Written, writtenObject } from '../expressions.js';
import { AUTH_MODES } from '../graphql/auth-modes.js';
import { type Script } from '../script.js';
import { APPSYNC, CATEGORIES, ENDPOINT, S3, type Setting, type Settings } from './categories.js';
import { drop, nest } from './nest.js';

/** Settings by category, as they are read at one place. */
export interface Reading {
  readonly script: Script;
  /** Whether a value is read of a file that moves with the backend. */
  readonly moves: (value: NodePath) => boolean;
  /** Whether the object is given where it is written, so that types of literals are those that are asked for. */
  readonly inPlace: boolean;
  /** How many steps deeper all of it will stand. */
  readonly depth: number;
  /** Values that say which backend it is, and stay what they are. */
  readonly fixed: Node[];
}

/** A category of version 5 as version 6 takes it. Returns why it can't be. */
export function category(reading: Reading, name: string, value: NodePath): string | null {
  const known = CATEGORIES.get(name);
  if (known === undefined) return `version 6 takes no ${name} here`;
  const written = writtenObject(value);
  if (written === null) return `the settings of ${name} are not written out in this file, one by one`;
  const why = members(reading, written, known.settings, `${name}.`);
  if (why !== null) return why;
  if (name === 'Auth') return inCognito(reading, written, known.within ?? '');
  if (name === 'API') return inGraphQL(reading, written);
  return null;
}

/** `Storage.configure({ bucket, region })`, whose settings are those of S3. Returns why it can't be. */
export function flatStorage(reading: Reading, value: NodePath): string | null {
  const written = writtenObject(value);
  const first = written?.members.get('bucket');
  if (written === null || first === undefined)
    return 'its settings are not written out in this file, one by one';
  const why = members(reading, written, S3, 'Storage.');
  if (why !== null) return why;
  const places = ['bucket', 'region'].flatMap((name) => written.members.get(name) ?? []);
  const [from, to] = places.sort((a, b) => rangeOf(a).start - rangeOf(b).start);
  nest(reading.script, [from ?? first, to ?? from ?? first], 'S3', { depth: reading.depth });
  return null;
}

function members(reading: Reading, written: Written, settings: Settings, way: string): string | null {
  const isGone = (property: Node | undefined): boolean =>
    [...written.members].some(([name, one]) => one === property && settings.get(name)?.kind === 'gone');
  for (const [name, property] of written.members) {
    const setting = settings.get(name);
    if (setting === undefined) return `there is no ${way}${name} in version 6`;
    if (setting.kind === 'gone') {
      drop(reading.script, written.path.node, property, isGone);
      continue;
    }
    const path = written.path.get('properties').find(({ node }) => node === property);
    const value = path?.isObjectProperty() === true ? path.get('value') : undefined;
    if (value === undefined) return `${way}${name} is a function`;
    const why = one(reading, property, value, setting, `${way}${name}`);
    if (why !== null) return why;
  }
  return null;
}

function one(
  reading: Reading,
  property: ObjectProperty,
  value: NodePath,
  setting: Setting,
  way: string,
): string | null {
  const { script } = reading;
  switch (setting.kind) {
    case 'refused':
      return setting.why;
    case 'keep':
      if (setting.id === true && !reading.moves(value)) reading.fixed.push(value.node);
      named(script, property, setting.as);
      typed(reading, value, setting);
      return null;
    case 'not':
      return contrary(script, property, value, setting.as);
    case 'listed':
      if (!reading.moves(value)) reading.fixed.push(value.node);
      script.edits.replace(property, `${setting.as}: [`, value.node, `${given(script, value)}]`);
      return null;
    case 'mode':
      return mode(reading, property, value, setting.as);
    case 'endpoints':
      return endpoints(reading, property, value);
    case 'object': {
      const written = writtenObject(value);
      if (written === null) return `the settings of ${way} are not written out in this file, one by one`;
      named(script, property, setting.as);
      const why = members(reading, written, setting.settings, `${way}.`);
      // What holds it is deeper by a step itself.
      if (why === null && setting.within !== undefined)
        nest(script, [property, property], setting.within, { depth: reading.depth + 1 });
      return why;
    }
    case 'gone':
      return null;
  }
}

function named(script: Script, property: ObjectProperty, as: string | undefined): void {
  if (as === undefined || script.textOf(property.key) === as) return;
  if (property.shorthand) script.edits.insertBefore(rangeOf(property).start, `${as}: `);
  else script.edits.replace(property.key, as);
}

/** What types need behind a value: version 5 took any. */
function typed(
  { script, inPlace }: Reading,
  value: NodePath,
  { id, word }: Setting & { kind: 'keep' },
): void {
  const { end } = rangeOf(value.node);
  if (id === true) script.edits.insertAfter(end, given(script, value));
  if (word === true && script.typescript && !inPlace && value.isStringLiteral())
    script.edits.insertAfter(end, ' as const');
}

/** A variable of the environment is a string or nothing to TypeScript. */
function given(script: Script, value: NodePath): string {
  return script.typescript && /^process\.env\.\w+$/.test(script.textOf(value.node)) ? '!' : '';
}

/** `mandatorySignIn: false` is `allowGuestAccess: true`. */
function contrary(script: Script, property: ObjectProperty, value: NodePath, as: string): string | null {
  const bare = bareOf(value);
  if (bare.isBooleanLiteral()) script.edits.replace(property, `${as}: ${String(!bare.node.value)}`);
  else if (bare.isIdentifier() || bare.isMemberExpression())
    script.edits.replace(property, `${as}: !`, value.node);
  else script.edits.replace(property, `${as}: !(`, value.node, ')');
  return null;
}

function mode(reading: Reading, property: ObjectProperty, value: NodePath, as: string): string | null {
  const { script } = reading;
  const known = value.isStringLiteral() ? AUTH_MODES.get(value.node.value) : undefined;
  if (known === undefined)
    return 'which authorization mode it is shows elsewhere, and version 6 has other names for them';
  const fixed = script.typescript && !reading.inPlace ? ' as const' : '';
  script.edits.replace(property, `${as}: ${script.imports.quoted(known)}${fixed}`);
  return null;
}

/** `endpoints: [{ name: 'films', endpoint }]` is `REST: { films: { endpoint } }`. */
function endpoints(reading: Reading, property: ObjectProperty, value: NodePath): string | null {
  const { script } = reading;
  if (!value.isArrayExpression()) return 'the list of REST APIs is made elsewhere';
  for (const element of value.get('elements')) {
    if (!element.isObjectExpression()) return 'a REST API of the list is not written out there';
    const written = writtenObject(element);
    const name = written?.members.get('name')?.value;
    if (written === null || name === undefined)
      return 'a REST API of the list is not written out there, with its name';
    const why = members(reading, written, ENDPOINT, 'API.endpoints[].');
    if (why !== null) return why;
    script.edits.insertBefore(rangeOf(element.node).start, `${keyOf(script, name)}: `);
  }
  const { start, end } = rangeOf(value.node);
  script.edits.replace(property.key, 'REST');
  const [, open = '', close = ''] = /^\[(\s?)[^]*?(\s?)\]$/.exec(script.textOf(value.node)) ?? [];
  script.edits.replaceRange(start, start + 1, open === '' ? '{ ' : '{');
  script.edits.replaceRange(end - 1, end, close === '' ? ' }' : '}');
  return null;
}

function keyOf(script: Script, name: Node): string {
  if (name.type !== 'StringLiteral') return `[${script.textOf(name)}]`;
  return /^[A-Za-z_$][\w$]*$/.test(name.value) ? name.value : script.textOf(name);
}

/** All that stays of `Auth` is what is known of Cognito. */
function inCognito(reading: Reading, written: Written, within: string): string | null {
  const { members: named, path } = written;
  const stays = (path.node.properties as readonly Node[]).filter((property) =>
    [...named].some(([name, one]) => one === property && name !== 'region' && name !== 'identityPoolRegion'),
  );
  const [first, last] = [stays[0], stays.at(-1)];
  if (first === undefined || last === undefined) return 'it names no pool';
  const isUser = named.has('userPoolId') && named.has('userPoolWebClientId');
  if (!isUser && (named.has('userPoolId') || !named.has('identityPoolId')))
    return 'version 6 takes a user pool with its client, an identity pool, or both';
  if (!named.has('identityPoolId') && named.has('mandatorySignIn'))
    return 'without an identity pool version 6 takes no mandatorySignIn: take it away here';
  // Version 5 gave credentials to guests unless a sign-in was mandatory (@aws-amplify/core 5, Credentials).
  const isOpen = named.has('identityPoolId') && !named.has('mandatorySignIn');
  nest(reading.script, [first, last], within, {
    depth: reading.depth,
    ...(isOpen ? { lead: 'allowGuestAccess: true' } : {}),
  });
  return null;
}

function inGraphQL({ script, depth }: Reading, { members: named, path }: Written): string | null {
  const properties: readonly Node[] = path.node.properties;
  const places = [...named]
    .filter(([name]) => APPSYNC.has(name))
    .map(([, property]) => properties.indexOf(property));
  const [first, last] = [properties[places[0] ?? -1], properties[places.at(-1) ?? -1]];
  if (first === undefined || last === undefined) return null;
  if ((places.at(-1) ?? 0) - (places[0] ?? 0) !== places.length - 1)
    return 'the settings of AppSync do not stand side by side';
  if (!named.has('aws_appsync_graphqlEndpoint') || !named.has('aws_appsync_authenticationType'))
    return 'version 6 takes an API of AppSync with its endpoint and its authorization mode';
  nest(script, [first, last], 'GraphQL', { depth });
  return null;
}

/** `Amplify.configure({ Auth: { … }, ssr: true })`. Returns why a category has no sure translation. */
export function byCategory(reading: Reading, argument: NodePath, written: Written): string | null {
  const { script } = reading;
  const { path, members: named } = written;
  const isGone = (property: Node | undefined): boolean =>
    [...named].some(([name, one]) => one === property && (name === 'ssr' || isSilent(script, one)));
  for (const property of path.get('properties')) {
    if (!property.isObjectProperty()) return 'a part of it is spread';
    const name = [...named].find(([, one]) => one === property.node)?.[0] ?? '';
    if (isGone(property.node)) drop(script, path.node, property.node, isGone);
    else {
      const why = category(reading, name, property.get('value'));
      if (why !== null) return why;
    }
    if (isSilent(script, property.node)) tellSilent(script, property.node);
    // Version 6 takes it as an option beside the configuration.
    if (name === 'ssr')
      script.edits.insertAfter(rangeOf(argument.node).end, `, { ${script.textOf(property.node)} }`);
  }
  return null;
}

/** `Analytics: { disabled: true }`: version 6 sends nothing of its own accord. */
export function isSilent(script: Script, { computed, key, value }: ObjectProperty): boolean {
  if (computed || key.type !== 'Identifier' || key.name !== 'Analytics') return false;
  return /^\{\s*disabled:\s*true,?\s*\}$/.test(script.textOf(value));
}

export function tellSilent(script: Script, node: Node): void {
  const what =
    'no events are sent unless they are recorded; where the app records some, take the calls away, or call disable() of aws-amplify/analytics';
  script.tell('AM6004', node, { call: 'Amplify.configure', what });
}

/** Whether all keys of an object are categories that are translated, or stand beside them. */
export function isByCategory(names: readonly (string | null)[]): boolean {
  return names.length > 0 && names.every((name) => name !== null && (name === 'ssr' || CATEGORIES.has(name)));
}

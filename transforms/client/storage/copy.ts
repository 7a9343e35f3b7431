import { type NodePath } from '@babel/traverse';
import { type CallExpression } from '@babel/types';
import { type Part } from '../edits.js';
import { bareOf } from '../expressions.js';
import { type Script } from '../script.js';
import { type Use } from '../uses.js';
import { configOf } from './config.js';
import { LEVELS, type Path, pathOf, placeOf, type Place } from './paths.js';
import { keySuffix } from './results.js';

interface Target {
  readonly key: NodePath;
  readonly place: Place;
}

/** Rewrites `Storage.copy(source, destination)`. Returns why it can't be. */
export function copy(script: Script, use: Use, path: NodePath<CallExpression>): string | null {
  const [from, to, config] = path.get('arguments');
  const options = configOf(script, 'copy', config);
  if ('why' in options) return options.why;
  const source = targetOf(from);
  const destination = targetOf(to);
  if (source === null || destination === null) return 'where it copies from or to is made elsewhere';
  const awaited = path.parentPath.isAwaitExpression();
  const paths: readonly Path[] = [source, destination].map(({ key, place }) =>
    pathOf(script, key, place, awaited),
  );
  const parts: Part[][] = [];
  for (const one of paths) {
    if ('why' in one) return one.why;
    parts.push([...one.parts]);
  }
  const suffix = keySuffix(script, path, destination.key, destination.place);
  if ('why' in suffix) return suffix.why;
  const name = script.imports.use('aws-amplify/storage', 'copy');
  const [first = [], second = []] = parts;
  const opening = `${name}({ source: { path: `;
  script.rewrite(
    use,
    path.node,
    opening,
    ...first,
    ' }, destination: { path: ',
    ...second,
    ` } })${suffix.code}`,
  );
  return null;
}

function targetOf(argument: NodePath | undefined): Target | null {
  const object = argument === undefined ? null : bareOf(argument);
  if (object?.isObjectExpression() !== true) return null;
  const values = new Map<string, NodePath>();
  for (const property of object.get('properties')) {
    if (!property.isObjectProperty() || property.node.computed || property.node.key.type !== 'Identifier')
      return null;
    const value = property.get('value');
    if (!Array.isArray(value)) values.set(property.node.key.name, value);
  }
  const key = values.get('key');
  const level = values.get('level');
  const name = level === undefined ? 'public' : level.isStringLiteral() ? level.node.value : null;
  const known = LEVELS.find((one) => one === name);
  if (key === undefined || known === undefined) return null;
  return { key, place: placeOf(known, undefined, values.get('identityId')?.node ?? null) };
}

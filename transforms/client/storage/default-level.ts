import { type NodePath } from '@babel/traverse';
import { type Script } from '../script.js';
import { holds } from './paths.js';

/** Settings of version 5 by which calls without a level of their own look elsewhere than under `public/`. */
const SETTINGS = new Set(['level', 'customPrefix']);

/** Tells where a default is set that calls in any file rely on. */
export function defaultLevels(script: Script): void {
  for (const { symbol, member, call } of script.allUses) {
    if (member?.name !== 'configure' || call === null) continue;
    const [argument] = call.get('arguments');
    if (argument === undefined) continue;
    if (symbol === 'Storage') tell(script, argument);
    if (symbol === 'Amplify') for (const section of sectionsOf(argument)) tell(script, section);
  }
}

/** `Storage` of what Amplify.configure is given. */
function sectionsOf(argument: NodePath): readonly NodePath[] {
  if (!argument.isObjectExpression()) return [];
  return argument
    .get('properties')
    .filter((property) => property.isObjectProperty() && isNamed(property, 'Storage'));
}

function tell(script: Script, settings: NodePath): void {
  const found = holds(
    settings,
    (path) =>
      path.isObjectProperty() &&
      [...SETTINGS].some((name) => isNamed(path, name)) &&
      // Calls without a level look there anyway.
      !path.get('value').isStringLiteral({ value: 'public' }),
  );
  if (found)
    script.tell('AM6040', settings.node, { setting: script.textOf(settings.node).replace(/\s+/g, ' ') });
}

function isNamed({ node }: NodePath, name: string): boolean {
  return node.type === 'ObjectProperty' && node.key.type === 'Identifier' && node.key.name === name;
}

import { type NodePath } from '@babel/traverse';
import { type ImportDeclaration } from '@babel/types';
import { type Script } from '../script.js';
import { nameOf } from '../uses.js';

/** The package of Cognito's users that version 5 was built on and brought (@aws-amplify/auth 5, package.json). */
export const COGNITO_IDENTITY = 'amazon-cognito-identity-js';

interface Imported {
  readonly name: string;
  readonly local: string;
  /** Where it is a value, and where it is a type. */
  readonly values: readonly NodePath[];
  readonly types: readonly NodePath[];
}

/**
 * Takes an import of it away that is not used in a file of Amplify, or only for the type of its users, which becomes
 * that of aws-amplify 6. What stays is told.
 */
export function cognitoIdentity(script: Script): void {
  for (const statement of script.program.get('body')) {
    if (!statement.isImportDeclaration() || statement.node.source.value !== COGNITO_IDENTITY) continue;
    const imported = namesOf(script, statement);
    const used = imported.filter(({ values, types }) => values.length + types.length > 0);
    const hasUsers = script.brought.length > 0 && used.every(isUserType);
    if (!hasUsers) {
      if (used.length > 0) script.tell('AM6052', statement.node, { names: used.map(({ name }) => name) });
      continue;
    }
    for (const one of used) renamed(script, one);
    for (const { local } of imported) script.imports.withdraw(statement.node, local);
  }
}

function namesOf(script: Script, statement: NodePath<ImportDeclaration>): Imported[] {
  return statement.node.specifiers.flatMap((specifier) => {
    const local = specifier.local.name;
    const binding = statement.scope.getBinding(local);
    if (binding === undefined) return [];
    const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : local;
    const types = script.seen.inTypes(local).filter(({ scope }) => scope.getBinding(local) === binding);
    const values = binding.referencePaths.filter(({ node }) => !types.some((type) => type.node === node));
    return [{ name, local, values, types }];
  });
}

/** `CognitoUser` where nothing but a type is meant. */
function isUserType({ name, values, types }: Imported): boolean {
  return (
    name === 'CognitoUser' &&
    values.length === 0 &&
    types.every(({ parent }) => parent.type === 'TSTypeReference' && parent.typeParameters == null)
  );
}

function renamed(script: Script, { types: all }: Imported): void {
  const types = all.filter(({ node }) => !script.edits.isGone(node));
  if (types.length === 0) return;
  const local = script.imports.use('aws-amplify/auth', 'AuthUser');
  for (const { node } of types) script.edits.replace(node, local);
}

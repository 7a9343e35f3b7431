import { type Binding, type NodePath } from '@babel/traverse';
import { type ImportDeclaration, type ImportSpecifier } from '@babel/types';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { nameOf } from '../uses.js';
import { whyGone } from './gone.js';
import { MOVED_PACKAGES, REFUSED_PACKAGES, SAME_PACKAGES, STYLES } from './packages.js';
import { authenticator, useAuthenticator, withAuthenticator } from './uses.js';

/** Components of the packages of before version 6: what has another name is renamed, what is gone is refused. */
export const ui: ClientTransform = {
  id: 'ui',
  run(script) {
    // What is written for version 6 has its names already.
    if ((script.configuration.ui ?? 0) >= 6) return;
    for (const statement of script.program.get('body')) {
      if (statement.isImportDeclaration()) imported(script, statement);
    }
  },
};

function imported(script: Script, statement: NodePath<ImportDeclaration>): void {
  const { source, specifiers } = statement.node;
  const quote = script.textOf(source).charAt(0);
  const styles = STYLES.get(source.value);
  if (styles !== undefined) {
    script.edits.replace(source, `${quote}${styles}${quote}`);
    return;
  }
  const refused = REFUSED_PACKAGES.find(({ module }) => module.test(source.value));
  if (refused !== undefined) {
    script.refuseAt(source, refused.why);
    return;
  }
  const moved = MOVED_PACKAGES.get(source.value);
  if (moved === undefined && !SAME_PACKAGES.has(source.value)) return;
  for (const specifier of specifiers) {
    if (specifier.type === 'ImportSpecifier') {
      const binding = statement.scope.getBinding(specifier.local.name);
      if (binding !== undefined) named(script, source.value, specifier, binding);
    } else if (moved !== undefined)
      script.refuseAt(specifier, `${moved.now} is in the place of ${source.value}, and has no such export`);
  }
  if (moved === undefined) return;
  const styled = script.program.node.body.some(
    (node) =>
      node.type === 'ImportDeclaration' &&
      (STYLES.get(node.source.value) ?? node.source.value) === moved.styles,
  );
  const lines = [moved.now, ...(moved.styles === null || styled ? [] : [moved.styles])];
  const eol = script.textOf(script.program.node).includes('\r\n') ? '\r\n' : '\n';
  const semi = script.textOf(statement.node).endsWith(';') ? ';' : '';
  script.edits.replace(
    source,
    lines.map((module) => `${quote}${module}${quote}`).join(`${semi}${eol}import `),
  );
}

/** One name of a package, and all that it is used for. */
function named(
  script: Script,
  module: string,
  specifier: ImportSpecifier,
  { referencePaths }: Binding,
): void {
  const name = nameOf(specifier.imported);
  const isMoved = MOVED_PACKAGES.has(module);
  if (isMoved && name !== 'withAuthenticator') {
    const now = MOVED_PACKAGES.get(module)?.now ?? '';
    script.refuseAt(specifier, `${now} is in the place of ${module}, with other components and props`);
    return;
  }
  if (name === 'AmplifyProvider') {
    renamed(script, specifier, referencePaths, 'ThemeProvider');
    return;
  }
  const why = whyGone(module, name);
  if (why !== null) {
    script.refuseAt(specifier, why);
    return;
  }
  for (const reference of referencePaths) {
    if (name === 'withAuthenticator') withAuthenticator(script, reference, isMoved);
    if (name === 'Authenticator') authenticator(script, reference);
    if (name === 'useAuthenticator') useAuthenticator(script, reference);
  }
}

/** A component under another name, which the file has not yet. */
function renamed(
  script: Script,
  specifier: ImportSpecifier,
  references: readonly NodePath[],
  now: string,
): void {
  const same = nameOf(specifier.imported) === specifier.local.name;
  if (!same || script.program.scope.hasBinding(now)) {
    script.edits.replace(specifier, `${now} as ${specifier.local.name}`);
    return;
  }
  script.edits.replace(specifier, now);
  for (const { node, parentPath } of references) {
    script.edits.replace(node, now);
    const element = parentPath?.isJSXOpeningElement() === true ? parentPath.parentPath : null;
    const closing = element?.isJSXElement() === true ? element.node.closingElement : null;
    if (closing) script.edits.replace(closing.name, now);
  }
}

import { type NodePath } from '@babel/traverse';
import { type ImportDeclaration } from '@babel/types';
import { readOf } from '../results.js';
import { type Script } from '../script.js';
import { type ClientTransform } from '../transform.js';
import { memberOf, type Use } from '../uses.js';
import { OTHER_FORM, OUTPUT_KEYS } from './keys.js';

/** The file of the Gen 1 CLI: `./aws-exports`, `../src/aws-exports.js`, `./amplifyconfiguration.json`. */
const GEN1_FILE = /^\.{1,2}\/(?:.*\/)?(?:aws-exports(?:\.[jt]s)?|amplifyconfiguration(?:\.json)?)$/;

/** What a client is configured with: amplify_outputs.json in the place of aws-exports.js. */
export const configuration: ClientTransform = {
  id: 'configuration',
  run(script) {
    for (const statement of script.program.get('body')) {
      if (statement.isImportDeclaration() && GEN1_FILE.test(statement.node.source.value))
        file(script, statement);
    }
    for (const use of script.usesOf('Amplify')) whole(script, use);
    for (const use of script.usesOf('Auth', 'API', 'Storage', 'PubSub', 'Analytics', 'Geo', 'Predictions')) {
      if (use.member?.name === 'configure') part(script, use);
    }
  },
};

/** The import itself, and every value that is read of it. */
function file(script: Script, statement: NodePath<ImportDeclaration>): void {
  const { source, specifiers } = statement.node;
  const [only] = specifiers;
  if (only === undefined) return;
  if (specifiers.length > 1 || only.type === 'ImportSpecifier') {
    script.refuseAt(source, 'single values of the configuration are imported');
    return;
  }
  const binding = statement.scope.getBinding(only.local.name);
  for (const reference of binding?.referencePaths ?? []) value(script, reference);
  const path = relativePath(script.path, script.outputs);
  script.edits.replace(source, script.imports.quoted(path));
  // A file of JSON has one export; Gen 1's own was often imported as a namespace.
  if (only.type === 'ImportNamespaceSpecifier') script.edits.replace(only, only.local);
}

function value(script: Script, reference: NodePath): void {
  const read = readOf(reference);
  const [first, second] = read?.steps ?? [];
  if (first === undefined) {
    if (isConfigured(reference)) return;
    script.refuseAt(reference.node, 'the whole configuration goes on to where its values are not followed');
    return;
  }
  for (const step of second === undefined ? [first] : [second, first]) {
    const name = step === first ? first.name : `${first.name}.${step.name}`;
    const key = OUTPUT_KEYS.get(name);
    if (key !== undefined) {
      script.edits.replace(step.path.node, reference.node, `.${key}`);
      return;
    }
    const other = OTHER_FORM.get(name);
    if (other !== undefined) {
      script.refuseAt(step.path.node, `it is ${other} in amplify_outputs.json`);
      return;
    }
  }
  script.refuseAt(first.path.node, `${first.name} has no place in amplify_outputs.json`);
}

/** Whether the configuration is given to `configure` as it is, or spread into its only argument. */
function isConfigured(reference: NodePath): boolean {
  const holder =
    reference.parentPath?.isSpreadElement() === true ? reference.parentPath.parentPath : reference;
  if (holder.listKey !== 'arguments') return false;
  const call = holder.parentPath;
  if (call?.isCallExpression() !== true) return false;
  const callee = call.get('callee');
  return callee.isMemberExpression() && memberOf(callee.get('object'))?.name === 'configure';
}

/** `Amplify.configure(…)`: what is given besides the file of the CLI has another shape in version 6. */
function whole(script: Script, use: Use): void {
  const { member, call } = use;
  if (use.brought.typeOnly || member === null) {
    keep(script, use);
    return;
  }
  if (member.name !== 'configure' || call === null) {
    script.refuse(use, `Amplify.${member.name} is not there in version 6`);
    return;
  }
  const argument = call.get('arguments')[0];
  if (argument === undefined) {
    script.refuse(use, 'Amplify.getConfig() gives the configuration in version 6');
    return;
  }
  if (argument.isIdentifier()) {
    keep(script, use);
    return;
  }
  if (!argument.isObjectExpression()) {
    script.refuse(use, 'what it is given is made elsewhere, and has another shape in version 6');
    return;
  }
  const why = ssr(script, argument);
  if (why !== null) {
    script.refuse(use, why);
    return;
  }
  keep(script, use);
}

/** `{ ...awsconfig, ssr: true }` is `outputs, { ssr: true }` in version 6. Returns why it is not just that. */
function ssr(script: Script, argument: NodePath): string | null {
  if (!argument.isObjectExpression()) return null;
  const [first, second, ...more] = argument.node.properties;
  const spread =
    first?.type === 'SpreadElement' && first.argument.type === 'Identifier' ? first.argument : null;
  if (spread === null || more.length > 0)
    return 'the settings that are written out here have another shape in version 6';
  if (second === undefined) {
    script.edits.replace(argument.node, spread);
    return null;
  }
  const isSsr = second.type === 'ObjectProperty' && script.textOf(second.key) === 'ssr';
  if (!isSsr) return 'the settings that are written out here have another shape in version 6';
  script.edits.replace(argument.node, spread, ', { ', second, ' }');
  return null;
}

/** The name stays, from where version 6 exports it. */
function keep(script: Script, use: Use): void {
  if (use.reference !== use.object || use.symbol !== 'Amplify') {
    script.refuse(use, 'it is reached through another name');
    return;
  }
  const named = use.brought.statement.type === 'ImportDeclaration' && isNamed(use);
  if (named && use.brought.from === 'aws-amplify') {
    script.keep(use);
    return;
  }
  script.imports.use('aws-amplify', 'Amplify', use.brought.local);
  script.settle(use);
}

function isNamed({ brought }: Use): boolean {
  return (
    brought.statement.type === 'ImportDeclaration' &&
    brought.statement.specifiers.some(
      (one) => one.type === 'ImportSpecifier' && one.local.name === brought.local,
    )
  );
}

/** `Auth.configure(awsconfig)` configures all in version 6; what is written out has another shape. */
function part(script: Script, use: Use): void {
  const argument = use.call?.get('arguments')[0];
  if (use.call === null || use.member === null || argument?.isIdentifier() !== true) {
    script.refuse(
      use,
      'the settings that are given here belong to Amplify.configure in version 6, in another shape',
    );
    return;
  }
  const imported = argument.scope.getBinding(argument.node.name)?.path.parentPath;
  if (imported?.isImportDeclaration() !== true || !GEN1_FILE.test(imported.node.source.value)) {
    script.refuse(use, 'what it is given is made elsewhere, and has another shape in version 6');
    return;
  }
  const amplify = script.imports.use('aws-amplify', 'Amplify');
  script.rewrite(use, use.member.path.node, `${amplify}.configure`);
}

/** The way from a module to a file, both relative to the project. */
function relativePath(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  while (here.length > 0 && here[0] === there[0]) {
    here.shift();
    there.shift();
  }
  return `${here.length === 0 ? './' : '../'.repeat(here.length)}${there.join('/')}`;
}

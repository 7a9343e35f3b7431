import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileMigrator, type Migrated } from '../../transforms/client/migrate.js';
import { CLIENT_TRANSFORMS } from '../../transforms/client/transforms.js';

const PACKAGES = fileURLToPath(new URL('../aws-amplify-v5/node_modules/@aws-amplify/', import.meta.url));

/** The declarations of version 5 that hold the members of what an app calls. */
const CLASSES = [
  { symbol: 'Auth', file: 'auth/lib-esm/Auth.d.ts', declared: 'AuthClass' },
  { symbol: 'API', file: 'api/lib-esm/internals/InternalAPI.d.ts', declared: 'InternalAPIClass' },
  { symbol: 'Storage', file: 'storage/lib-esm/Storage.d.ts', declared: 'Storage' },
  { symbol: 'Hub', file: 'core/lib-esm/Hub.d.ts', declared: 'HubClass' },
  { symbol: 'DataStore', file: 'datastore/lib-esm/datastore/datastore.d.ts', declared: 'DataStore' },
];

/** Names of public methods of a class, as the declarations of the package have them. */
function methodsOf(file: string, declared: string): string[] {
  const path = `${PACKAGES}${file}`;
  if (!existsSync(path)) {
    throw new Error('aws-amplify 5 is not installed: run `node scripts/test-packages.mjs`');
  }
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found = source.statements.filter(ts.isClassDeclaration).find(({ name }) => name?.text === declared);
  const members = found?.members ?? [];
  return members
    .filter((one) => !ts.getModifiers(one as ts.MethodDeclaration)?.some(isHidden))
    .filter((one) => ts.isMethodDeclaration(one) || (ts.isPropertyDeclaration(one) && isFunction(one)))
    .map(({ name }) => name?.getText(source) ?? '')
    .filter((name) => !/^_|^getModuleName$/.test(name));
}

function isHidden({ kind }: ts.Modifier): boolean {
  return kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword;
}

function isFunction({ type }: ts.PropertyDeclaration): boolean {
  return type !== undefined && (ts.isFunctionTypeNode(type) || ts.isTypeLiteralNode(type));
}

let migrate: (path: string, source: string) => Migrated;
beforeAll(async () => {
  migrate = await fileMigrator(CLIENT_TRANSFORMS, { whole: true });
});

describe.each(CLASSES)('$declared of version 5', ({ symbol, file, declared }) => {
  const methods = methodsOf(file, declared);

  it('has methods', () => {
    expect(methods.length).toBeGreaterThan(2);
  });

  it.each(methods)('has a known fate for %s', (method) => {
    const source = `import { ${symbol} } from 'aws-amplify';\n${symbol}.${method}();\n`;
    const { findings } = migrate('src/a.js', source);
    const unknown = findings.filter(({ message }) => message.includes('there is no rule for'));
    expect(unknown).toEqual([]);
  });
});

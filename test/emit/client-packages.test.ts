import { describe, expect, it } from 'vitest';
import { ClientManifest, clientPackages, type ClientNeeds } from '../../src/emit/client-packages.js';
import { clientTsconfig } from '../../src/emit/client-tsconfig.js';

function packages(
  manifest: object,
  {
    named = [],
    imported = [],
    ...needs
  }: Partial<Record<'named' | 'imported', string[]>> & Partial<Omit<ClientNeeds, 'named' | 'imported'>>,
): { readonly after: unknown; readonly codes: readonly string[] } {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const { text: after, findings } = clientPackages(new ClientManifest('package.json', text), {
    complete: true,
    ...needs,
    named: new Set([...named, ...imported]),
    imported: new Set(imported),
  });
  return { after: JSON.parse(after) as unknown, codes: findings.map(({ code }) => code) };
}

describe('packages of a client', () => {
  it('go to the line of aws-amplify 6, and those of one category go when no module names them', () => {
    const before = {
      dependencies: {
        '@aws-amplify/auth': '^4.5.4',
        '@aws-amplify/ui-react': '^3.0.0',
        'aws-amplify': '^4.3.22',
      },
      devDependencies: { '@aws-amplify/datastore': '^3.0.0' },
    };
    const { after, codes } = packages(before, {
      named: ['@aws-amplify/datastore'],
      imported: ['aws-amplify'],
    });
    expect(after).toEqual({
      dependencies: { '@aws-amplify/ui-react': '^6.15.6', 'aws-amplify': '^6.22.1' },
      devDependencies: { '@aws-amplify/datastore': '^5.1.13' },
    });
    expect(codes).toEqual([]);
  });

  it('stay when not every module was looked at', () => {
    const before = { dependencies: { '@aws-amplify/cache': '^4.0.0', 'aws-amplify': '^6.0.0' } };
    const { after, codes } = packages(before, { complete: false });
    expect(after).toEqual(before);
    expect(codes).toEqual(['AM6024']);
  });

  it('are told when they have no successor and are named still', () => {
    const before = { dependencies: { 'aws-amplify-react': '^5.1.9', 'aws-amplify': '^6.0.0' } };
    expect(packages(before, { named: ['aws-amplify-react'] })).toEqual({ after: before, codes: ['AM6024'] });
  });

  it('are asked for where aws-amplify 5 brought what modules name', () => {
    const before = { dependencies: { 'aws-amplify': '^6.0.0' } };
    const named = ['amazon-cognito-identity-js'];
    expect(packages(before, { named }).after).toEqual({
      dependencies: { 'amazon-cognito-identity-js': '^6.3.4', 'aws-amplify': '^6.0.0' },
    });
    const there = { dependencies: { 'amazon-cognito-identity-js': '^5.0.0', 'aws-amplify': '^6.0.0' } };
    expect(packages(there, { named }).after).toEqual(there);
  });

  it('are added where they belong', () => {
    const before = { dependencies: { axios: '^1.0.0', next: '^14.0.0' } };
    const imported = ['aws-amplify', '@aws-amplify/adapter-nextjs'];
    expect(JSON.stringify(packages(before, { imported }).after)).toBe(
      JSON.stringify({
        dependencies: {
          '@aws-amplify/adapter-nextjs': '^1.8.0',
          'aws-amplify': '^6.22.1',
          axios: '^1.0.0',
          next: '^14.0.0',
        },
      }),
    );
  });

  it('tell what they need beside them', () => {
    const before = {
      dependencies: {
        '@aws-amplify/ui-angular': '^2.0.0',
        '@angular/core': '^11.2.14',
        'aws-amplify': '^4.0.0',
      },
    };
    expect(packages(before, { named: ['@aws-amplify/ui-angular'] }).codes).toEqual(['AM6025']);
    const native = { dependencies: { expo: '^48.0.0', 'react-native': '0.71.8', 'aws-amplify': '^5.0.0' } };
    const { after, codes } = packages(native, { imported: ['aws-amplify'] });
    expect(after).toHaveProperty(['dependencies', '@aws-amplify/react-native'], '^1.3.3');
    expect(codes).toEqual(['AM6026']);
  });
});

describe('tsconfig.json of a client', () => {
  it('resolves JSON, where nothing else says so', () => {
    const text = '{\n  // strict\n  "compilerOptions": {\n    "moduleResolution": "node"\n  }\n}\n';
    expect(clientTsconfig('tsconfig.json', text)).toBe(
      '{\n  // strict\n  "compilerOptions": {\n    "moduleResolution": "node",\n    "resolveJsonModule": true\n  }\n}\n',
    );
  });

  it.each([
    '{ "compilerOptions": { "moduleResolution": "Bundler" } }',
    '{ "extends": "expo/tsconfig.base" }',
  ])('stays as it is: %s', (text) => {
    expect(clientTsconfig('tsconfig.json', text)).toBeNull();
  });
});

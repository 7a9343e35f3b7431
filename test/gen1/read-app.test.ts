import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { stringAt } from '../../src/core/json.js';
import { type ReadApp, type ReadOptions, readApp } from '../../src/gen1/read-app.js';
import { damage, damaged } from './json-texts.js';
import { type Files, folderWith } from './project.js';

const SHOP: Files = {
  'amplify/backend/backend-config.json': {
    auth: { shop: { service: 'Cognito', dependsOn: [] } },
    function: { hello: { service: 'Lambda' }, gone: { service: 'Lambda' } },
    notifications: { shop: { service: 'Pinpoint' } },
    parameters: { AMPLIFY_function_hello_deploymentBucketName: { usedBy: [] } },
  },
  'amplify/backend/auth/shop/cli-inputs.json': { cognitoConfig: {} },
  'amplify/backend/auth/shop/build/template.json': {},
  'amplify/backend/function/hello/src/index.js': 'exports.handler = async () => {};',
  'amplify/backend/function/hello/src/node_modules/x/index.js': '',
  'amplify/backend/function/hello/dist/latest-build.zip': '',
  'amplify/backend/function/hello/hello-cloudformation-template.json': {},
  'amplify/backend/function/left/parameters.json': {},
  'amplify/backend/function/stray.txt': '',
  'amplify/backend/storage/built/build/x.json': {},
  'amplify/backend/types/amplify-dependent-resources-ref.d.ts': '',
  'amplify/backend/awscloudformation/override.ts': 'throw 1;',
  'amplify/backend/awscloudformation/build/root.json': {},
  'amplify/#current-cloud-backend/auth/shop/cli-inputs.json': {},
  'amplify/#current-cloud-backend/amplify-meta.json': { providers: {} },
  'amplify/team-provider-info.json': { dev: { awscloudformation: {} }, prod: {} },
  'amplify/.config/project-config.json': { projectName: 'shop' },
  'amplify/cli.json': { features: { auth: { useenabledmfas: true } } },
  'amplify/cli.prod.json': { features: { auth: { useenabledmfas: false } } },
};

function read(files: Files, options: ReadOptions = {}): Promise<ReadApp> {
  return readApp(folderWith(files), options);
}

async function problemOf(files: Files, options: ReadOptions = {}): Promise<string> {
  const result = await read(files, options).catch((error: unknown) => error);
  return result instanceof MigrateError ? result.message : 'no problem';
}

describe('readApp', () => {
  it('reads the documents, the environment and its flags', async () => {
    const { app } = await read(SHOP, { env: 'prod' });
    expect(app.projectName).toBe('shop');
    expect(app.environment).toMatchObject({ name: 'prod', teamProvider: { kind: 'object' } });
    expect(app.environments.map(({ name }) => name)).toEqual(['dev', 'prod']);
    expect(app.flags.get('auth.useenabledmfas')).toBe(false);
    expect(app.documents.cliForEnvironment?.origin.file).toBe('amplify/cli.prod.json');
    expect(app.documents.amplifyMeta?.origin.file).toBe('amplify/#current-cloud-backend/amplify-meta.json');
    expect(app.projectOverride).toBe('amplify/backend/awscloudformation/override.ts');
  });

  it('joins what backend-config.json lists and what has a folder', async () => {
    const { app } = await read(SHOP, { env: 'dev' });
    const shown = app.resources.map(({ category, name, config, folder, files, cloud }) => ({
      [`${category}/${name}`]: { config: config !== null, folder, files, cloud },
    }));
    expect(shown).toEqual([
      {
        'auth/shop': {
          config: true,
          folder: 'amplify/backend/auth/shop',
          files: ['cli-inputs.json'],
          cloud: 'amplify/#current-cloud-backend/auth/shop',
        },
      },
      {
        'function/hello': {
          config: true,
          folder: 'amplify/backend/function/hello',
          files: ['hello-cloudformation-template.json', 'src/index.js'],
          cloud: null,
        },
      },
      { 'function/gone': { config: true, folder: null, files: [], cloud: null } },
      { 'notifications/shop': { config: true, folder: null, files: [], cloud: null } },
      {
        'function/left': {
          config: false,
          folder: 'amplify/backend/function/left',
          files: ['parameters.json'],
          cloud: null,
        },
      },
    ]);
    expect(app.findings.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'AM0011 function/gone is part of the backend, but has no folder in amplify/backend',
      'AM0012 amplify/backend/function/left has no entry in backend-config.json',
    ]);
  });

  it('takes the folders, with a warning, when backend-config.json is missing', async () => {
    const { app } = await read({ 'amplify/backend/auth/shop/cli-inputs.json': {} });
    expect(app.resources).toMatchObject([{ category: 'auth', name: 'shop', config: null }]);
    expect(app.findings.map(({ code }) => code)).toEqual(['AM0010', 'AM0014']);
    expect(app.environment).toEqual({ name: 'dev', teamProvider: null });
  });

  it('remembers every file that was read, also later, once and with its hash', async () => {
    const { app, inputs } = await read(SHOP, { env: 'dev' });
    const before = inputs().map(({ path }) => path);
    expect(before).toEqual([
      'amplify/#current-cloud-backend/amplify-meta.json',
      'amplify/.config/project-config.json',
      'amplify/backend/backend-config.json',
      'amplify/cli.json',
      'amplify/team-provider-info.json',
    ]);
    const path = 'amplify/backend/function/hello/src/index.js';
    const text = app.files.text(path);
    writeFileSync(join(app.root, path), 'changed');
    expect(app.files.text(path)).toBe(text);
    expect(app.files.bytes('amplify/missing.json')).toBeNull();
    const sha256 = createHash('sha256')
      .update(text ?? '')
      .digest('hex');
    expect(inputs()).toHaveLength(before.length + 1);
    expect(inputs()).toContainEqual({ path, sha256 });
  });

  it('tells of keys that are twice, in files that are read later too', async () => {
    const { app } = await read(
      { ...SHOP, 'amplify/backend/auth/shop/cli-inputs.json': '{"a": 1, "a": 2}' },
      { env: 'dev' },
    );
    const before = app.findings.length;
    expect(
      stringAt(app.files.json('amplify/backend/auth/shop/cli-inputs.json') ?? undefined, 'a'),
    ).toBeUndefined();
    expect(app.files.json('amplify/backend/auth/shop/cli-inputs.json')).not.toBeNull();
    expect(app.findings.slice(before).map(({ code, message }) => `${code} ${message}`)).toEqual([
      'AM0013 The key "a" occurs before this in the same object; this value counts',
    ]);
  });

  it.each<[Files, string]>([
    [
      { 'backend/backend-config.json': [] },
      'amplify/backend/backend-config.json:1:1: expected an object (the categories of the backend), found a list.',
    ],
    [
      { 'backend/backend-config.json': '{"auth":\n []}' },
      'amplify/backend/backend-config.json:2:2: expected an object at /auth (the resources of one category), found a list.',
    ],
    [
      { 'backend/backend-config.json': '{"auth": {"x": true}}' },
      'amplify/backend/backend-config.json:1:16: expected an object at /auth/x (one resource), found true.',
    ],
    [
      { '.config/project-config.json': '3' },
      'amplify/.config/project-config.json:1:1: expected an object (the settings of the project), found a number.',
    ],
    [{ 'cli.json': '{' }, 'amplify/cli.json:1:2: not valid JSON: expected `}`, found the end of the text.'],
    [
      { 'team-provider-info.json': new Uint8Array([0x7b, 0xff, 0x7d]) },
      'amplify/team-provider-info.json:1:1: the file is not UTF-8 text. Save it as UTF-8.',
    ],
  ])('names file, line and what was expected: %j', async (files, message) => {
    const inAmplify = Object.entries(files).map(([path, content]) => [`amplify/${path}`, content]);
    expect(await problemOf(Object.fromEntries(inAmplify) as Files)).toContain(message);
  });

  it('never makes a path of a name', async () => {
    const config = {
      '../..': { secrets: {} },
      auth: { '../../../outside': {}, '__proto__/x': {}, 'a\0b': {} },
    };
    const { app } = await read({
      'amplify/backend/backend-config.json': JSON.stringify(config).replace('secrets', '__proto__'),
      'amplify/team-provider-info.json': { '../cli': {} },
      'amplify/cli.../cli.json': '{',
    });
    expect(app.resources.map(({ folder }) => folder)).toEqual([null, null, null, null]);
    expect(app.findings.map(({ code }) => code)).toEqual(['AM0016', 'AM0011', 'AM0011', 'AM0011', 'AM0011']);
    expect(app.documents.cliForEnvironment).toBeNull();
  });

  it('gives an app or a problem with a place when backend-config.json is damaged', async () => {
    const root = folderWith(SHOP);
    const path = 'amplify/backend/backend-config.json';
    const text = JSON.stringify(SHOP[path]);
    await fc.assert(
      fc.asyncProperty(damage, async (accident) => {
        writeFileSync(join(root, path), damaged(text, accident));
        const result = await readApp(root, { env: 'dev' }).catch((error: unknown) => error);
        if (!(result instanceof Error)) return;
        expect(result).toBeInstanceOf(MigrateError);
        expect(result).toHaveProperty('origin.file', path);
      }),
    );
  });
});

describe('the files of a project', () => {
  it.each(['../x', 'amplify/../../x', '/etc/passwd', 'amplify\\..\\..\\x', 'C:\\x', 'a\0b'])(
    'refuses %j',
    async (path) => {
      const { app } = await read(SHOP, { env: 'dev' });
      expect(() => app.files.bytes(path)).toThrow('is not a path inside the project');
      expect(() => app.files.json(path)).toThrow(MigrateError);
      await expect(app.files.yaml(path)).rejects.toThrow(MigrateError);
    },
  );

  it('refuses a link that leads out, and reads one that stays inside', async () => {
    const outside = folderWith({ secret: 'x' });
    const root = folderWith(SHOP);
    symlinkSync(join(outside, 'secret'), join(root, 'amplify/out'));
    symlinkSync(outside, join(root, 'amplify/folder'));
    symlinkSync('cli.json', join(root, 'amplify/inside.json'));
    symlinkSync('loop', join(root, 'amplify/loop'));
    const { app } = await readApp(root, { env: 'dev' });
    for (const path of ['amplify/out', 'amplify/folder/secret']) {
      expect(() => app.files.text(path)).toThrow(`${path}:1:1: a symbolic link leads out of the project`);
    }
    expect(() => app.files.text('amplify/loop')).toThrow('amplify/loop:1:1: the file cannot be read (ELOOP)');
    expect(app.files.json('amplify/inside.json')?.kind).toBe('object');
  });

  it('does not follow links in resources, and says so', async () => {
    const outside = folderWith({ 'cli-inputs.json': {} });
    const root = folderWith(SHOP);
    symlinkSync(outside, join(root, 'amplify/backend/auth/linked'));
    symlinkSync(join(outside, 'cli-inputs.json'), join(root, 'amplify/backend/auth/shop/linked.json'));
    const { app } = await readApp(root, { env: 'dev' });
    expect(app.resources.find(({ name }) => name === 'shop')?.files).toEqual(['cli-inputs.json']);
    expect(app.resources.some(({ name }) => name === 'linked')).toBe(false);
    const links = app.findings.filter(({ code }) => code === 'AM0015').map(({ origin }) => origin.file);
    expect(links).toEqual(['amplify/backend/auth/linked', 'amplify/backend/auth/shop/linked.json']);
  });

  it('knows folders and files that are missing as no file', async () => {
    const { app } = await read(SHOP, { env: 'dev' });
    for (const path of ['amplify', 'amplify/none', 'amplify/cli.json/x', `amplify/${'x'.repeat(5_000)}`]) {
      expect(app.files.bytes(path)).toBeNull();
    }
    expect(await app.files.yaml('amplify/none.yml')).toBeNull();
  });

  it('parses a document once, and templates in YAML too', async () => {
    const root = folderWith(SHOP);
    mkdirSync(join(root, 'amplify/backend/auth/old'));
    writeFileSync(join(root, 'amplify/backend/auth/old/template.yml'), 'A: !Ref env');
    const { app } = await readApp(root, { env: 'dev' });
    const path = 'amplify/backend/auth/old/template.yml';
    expect(stringAt((await app.files.yaml(path)) ?? undefined, 'A', 'Ref')).toBe('env');
    expect(await app.files.yaml(path)).toBe(await app.files.yaml(path));
    expect(app.files.json('amplify/cli.json')).toBe(app.documents.cli);
  });

  it('does not wait for a pipe', async () => {
    const root = folderWith(SHOP);
    execFileSync('mkfifo', [join(root, 'amplify/pipe')]);
    const { app } = await readApp(root, { env: 'dev' });
    expect(app.files.bytes('amplify/pipe')).toBeNull();
  });
});

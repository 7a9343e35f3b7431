import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { describe, expect, it } from 'vitest';
import { copyOfApp, run } from '../cli-harness.js';

const MAIN = `import { Amplify } from 'aws-amplify';
import awsconfig from './aws-exports';

Amplify.configure(awsconfig);
console.log(awsconfig.aws_user_pools_id, awsconfig.aws_appsync_graphqlEndpoint);
`;
const GEN1 = {
  aws_project_region: 'eu-west-1',
  aws_user_pools_id: 'eu-west-1_before',
  aws_user_pools_web_client_id: 'before',
  aws_cognito_identity_pool_id: 'eu-west-1:before',
  aws_appsync_graphqlEndpoint: 'https://before.example/graphql',
  aws_appsync_region: 'eu-west-1',
  aws_appsync_authenticationType: 'AMAZON_COGNITO_USER_POOLS',
  aws_user_files_s3_bucket: 'before',
  aws_user_files_s3_bucket_region: 'eu-west-1',
  aws_cloud_logic_custom: [{ name: 'kilns', endpoint: 'https://before.example/rest', region: 'eu-west-1' }],
};
const OUTPUTS = {
  version: '1.4',
  auth: {
    aws_region: 'eu-west-1',
    user_pool_id: 'eu-west-1_after',
    user_pool_client_id: 'after',
    identity_pool_id: 'eu-west-1:after',
  },
  data: {
    url: 'https://after.example/graphql',
    aws_region: 'eu-west-1',
    default_authorization_type: 'AWS_IAM',
    authorization_types: [],
  },
  storage: { bucket_name: 'after', aws_region: 'eu-west-1' },
};

const API_ROUTE = `import { withSSRContext } from 'aws-amplify';

export default async (req, res) => {
  const { Auth } = withSSRContext({ req });
  res.json({ name: (await Auth.currentAuthenticatedUser()).username });
};
`;

/** The backend of photo-club in Gen 1, with what has moved to Gen 2 beside it. */
async function project(moved: readonly string[], rest: boolean): Promise<string> {
  const root = await copyOfApp('photo-club');
  if (rest) await addRest(root);
  await write(root, 'package.json', '{ "dependencies": { "aws-amplify": "^5.3.0" } }\n');
  await write(root, 'src/main.js', MAIN);
  await write(root, 'src/aws-exports.js', `export default ${JSON.stringify(GEN1)};\n`);
  await write(root, 'amplify_outputs.json', JSON.stringify(OUTPUTS));
  for (const feature of moved) await write(root, `amplify/${feature}/resource.ts`, 'export {};\n');
  return root;
}

async function addRest(root: string): Promise<void> {
  const file = join(root, 'amplify/backend/backend-config.json');
  const config = JSON.parse(await readFile(file, 'utf8')) as { api: Record<string, unknown> };
  config.api['kilns'] = { service: 'API Gateway', providerPlugin: 'awscloudformation' };
  await writeFile(file, JSON.stringify(config));
}

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function client(root: string, ...args: readonly string[]): ReturnType<typeof run> {
  return run(['client', '--write', '--force', '--cwd', root, '--env', 'dev', ...args]);
}

/** What the generated module gives, with the library's own parser. */
async function configured(root: string): Promise<unknown> {
  const module = join(root, 'src/amplify-configuration.js');
  const text = (await readFile(module, 'utf8'))
    .replace("'aws-amplify/utils'", JSON.stringify(import.meta.resolve('aws-amplify/utils')))
    .replace(/(amplify_outputs\.json')/, "$1 with { type: 'json' }")
    .replace("'./aws-exports'", "'./aws-exports.mjs'");
  await write(root, 'src/aws-exports.mjs', `export default ${JSON.stringify(GEN1)};\n`);
  await write(root, 'src/run.mjs', text);
  const { default: configuration } = (await import(pathToFileURL(join(root, 'src/run.mjs')).href)) as {
    default: unknown;
  };
  return configuration;
}

const before = parseAmplifyConfig(GEN1);
const after = parseAmplifyConfig(OUTPUTS);

describe('a cutover in steps', () => {
  it('leaves the configuration to Gen 1 while nothing has moved', async () => {
    const root = await project([], false);
    const { stderr } = await client(root);
    const main = await readFile(join(root, 'src/main.js'), 'utf8');
    expect(main).toBe(MAIN);
    expect(stderr).not.toContain('generate outputs');
  });

  it('leaves values in the place of Gen 1, as version 6 reads them, until something has moved', async () => {
    const root = await project([], false);
    const text = `import { Amplify } from 'aws-amplify';
import awsconfig from './aws-exports';

Amplify.configure({ ...awsconfig, oauth: { ...awsconfig.oauth, redirectSignIn: location.origin } });
`;
    await write(root, 'src/main.js', text);
    expect((await client(root)).code).toBe(0);
    expect(await readFile(join(root, 'src/main.js'), 'utf8')).toBe(text);
    await write(root, 'amplify/auth/resource.ts', 'export {};\n');
    expect((await client(root)).stderr).toContain('list all of them in the backend');
  });

  it.each([
    [['auth'], false, { ...before, Auth: after.Auth }],
    [['auth', 'data'], false, { ...before, Auth: after.Auth, API: after.API }],
    [['data'], true, { ...before, API: { ...before.API, ...after.API } }],
    [['auth', 'data', 'storage'], true, { ...before, ...after, API: { ...before.API, ...after.API } }],
  ])(
    'with %j moved (REST: %j) takes these from the outputs, the rest from Gen 1',
    async (moved, rest, expected) => {
      const root = await project(moved, rest);
      const { stderr } = await client(root);
      expect(stderr).toContain('AM6021');
      expect(await configured(root)).toEqual(expected);
    },
  );

  it('reads single values where they are, and changes nothing when it runs again', async () => {
    const root = await project(['auth'], false);
    await client(root);
    const main = await readFile(join(root, 'src/main.js'), 'utf8');
    expect(main).toBe(`import { Amplify } from 'aws-amplify';
import awsconfig from './aws-exports';
import amplifyConfiguration from './amplify-configuration';
import outputs from '../amplify_outputs.json';

Amplify.configure(amplifyConfiguration);
console.log(outputs.auth.user_pool_id, awsconfig.aws_appsync_graphqlEndpoint);
`);
    expect((await client(root, '--exit-code')).stderr).not.toContain('pending');
    expect(await readFile(join(root, 'src/main.js'), 'utf8')).toBe(main);
  });

  it('holds for code of a Next.js server, too', async () => {
    const root = await project(['auth', 'data'], false);
    await write(root, 'package.json', '{ "dependencies": { "aws-amplify": "^5.3.0", "next": "^14.0.0" } }\n');
    await write(root, 'src/pages/api/me.js', API_ROUTE);
    await client(root);
    const module = join(root, 'src/utils/amplify-server.js');
    expect(await readFile(join(root, 'src/pages/api/me.js'), 'utf8')).toContain(
      "import { runWithAmplifyServerContext } from '../../utils/amplify-server';",
    );
    expect(await readFile(module, 'utf8')).toContain("import config from '../amplify-configuration';");
    expect(await readFile(join(root, 'package.json'), 'utf8')).toContain('@aws-amplify/adapter-nextjs');
    await write(root, 'amplify/storage/resource.ts', 'export {};\n');
    await client(root);
    expect(await readFile(module, 'utf8')).toContain("import config from '../../amplify_outputs.json';");
  });

  it('goes with the last feature', async () => {
    const root = await project(['auth', 'data'], false);
    await write(root, 'src/main.js', MAIN.split('\n').slice(0, -2).join('\n') + '\n');
    await client(root);
    await write(root, 'amplify/storage/resource.ts', 'export {};\n');
    await rm(join(root, 'src/aws-exports.js'));
    const { code } = await client(root);
    expect(code).toBe(0);
    expect(await readFile(join(root, 'src/main.js'), 'utf8')).toContain("from '../amplify_outputs.json'");
    await expect(readFile(join(root, 'src/amplify-configuration.js'))).rejects.toThrow('ENOENT');
  });
});

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { stableTemplates } from '../../src/verify/assembly.js';
import { SynthError, SynthWorker, synthesise } from '../../src/verify/synth.js';
import { backends } from './backends.js';
import { EXAMPLE, exampleWith } from './example.js';

const { write, synthCase } = backends();

// Several of these tests start processes that load all of CDK, on machines that do other things as well.
vi.setConfig({ testTimeout: 180_000 });

const BACKEND = 'amplify/backend.ts';

async function failure(promise: Promise<unknown>): Promise<SynthError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SynthError) return error;
  throw new Error('expected a SynthError', { cause: error });
}

describe('a warm process', () => {
  it('gives the templates that a cold one gives, whatever ran before', async () => {
    const root = await write(EXAMPLE);
    const cold = await synthesise(root, { outDir: join(root, 'cold') });
    await synthCase(exampleWith(BACKEND, `import './auth/resource';\nthrow new Error('half way');\n`)).catch(
      () => {},
    );
    await synthCase(
      exampleWith(BACKEND, `import { defineBackend } from '@aws-amplify/backend';\ndefineBackend({});\n`),
    );
    const warm = await synthCase(EXAMPLE);
    expect([...cold.stacks.keys()]).toEqual(['root', 'auth']);
    expect(stableTemplates(warm.stacks)).toEqual(stableTemplates(cold.stacks));
    expect(existsSync(join(warm.outDir, 'manifest.json'))).toBe(true);
  });

  it('sees what the files are now, also in a folder that it has seen', async () => {
    const root = await write(EXAMPLE);
    const worker = new SynthWorker(root);
    try {
      const first = await worker.synthesise(root, { outDir: join(root, 'first') });
      const text = EXAMPLE.get(BACKEND)?.toString().replace('Identities = false', 'Identities = true') ?? '';
      await writeFile(join(root, BACKEND), text);
      const second = await worker.synthesise(root, { outDir: join(root, 'second') });
      const guests = [first, second].map(({ stacks }) =>
        Object.values(stacks.get('auth')?.template.Resources ?? {})
          .filter(({ Type }) => Type === 'AWS::Cognito::IdentityPool')
          .map(({ Properties }) => Properties?.['AllowUnauthenticatedIdentities']),
      );
      expect(guests).toEqual([[false], [true]]);
    } finally {
      await worker.close();
    }
  });

  it('reads TypeScript as Amplify does: an import that is only a type is none', async () => {
    const { stacks } = await synthCase(
      exampleWith(
        BACKEND,
        `import { defineBackend } from '@aws-amplify/backend';
import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { auth } from './auth/resource';
const pool: IUserPool = defineBackend({ auth }).auth.resources.userPool;
pool.node.addMetadata('seen', 'yes');
`,
      ),
    );
    expect([...stacks.keys()]).toEqual(['root', 'auth']);
  });

  it('lets a case change the environment for itself only', async () => {
    const show = `import { defineBackend } from '@aws-amplify/backend';
const backend = defineBackend({});
backend.stack.templateOptions.description = String(process.env['LEFT_BEHIND']);
`;
    const set = await synthCase(exampleWith(BACKEND, `process.env['LEFT_BEHIND'] = 'yes';\n${show}`));
    const next = await synthCase(exampleWith(BACKEND, show));
    expect(
      [set, next].map(({ stacks }) => JSON.stringify(stacks.get('root')?.template).includes('"yes"')),
    ).toEqual([true, false]);
  });
});

describe('a backend that does not synthesise', () => {
  it('is told with the words and the remedy of Amplify, in one line', async () => {
    const error = await failure(
      synthCase(
        exampleWith(
          BACKEND,
          `import { defineAuth, defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource';
defineBackend({ auth, second: defineAuth({ loginWith: { email: true } }) });
`,
        ),
      ),
    );
    expect(error.message).toBe(
      'Does not synthesise: MultipleSingletonResourcesError: Multiple `defineAuth` or `referenceAuth` calls are not ' +
        'allowed within an Amplify backend. Remove all but one `defineAuth` or `referenceAuth` call',
    );
  });

  it('is told without line breaks and terminal escapes', async () => {
    const error = await failure(
      synthCase(exampleWith(BACKEND, String.raw`throw new Error('one\n\u001b[31mtwo\u001b[0m\u0007')`)),
    );
    expect(error.finding).toMatchObject({ code: 'AM8002', message: 'one two' });
  });

  it('has a way out of several lock files, for `defineFunction` takes no path of one', async () => {
    const error = await failure(
      synthCase(exampleWith(BACKEND, `throw new Error('Multiple package lock files found: a, b')`)),
    );
    expect(error.finding.remedy).toMatch(/^Keep the lock file of the package manager/);
  });

  it('names a syntax error', async () => {
    const error = await failure(synthCase(exampleWith(BACKEND, 'const = 1;\n')));
    expect(error.message).toContain('backend.ts:1:6: ERROR: Expected identifier but found "="');
  });

  it('may end its process: the next case has a new one', async () => {
    const error = await failure(
      synthCase(
        exampleWith(
          BACKEND,
          `process.stderr.write('good\\nbye\\n', () => process.exit(0));\nawait new Promise(() => {});`,
        ),
      ),
    );
    expect(error.finding.message).toBe(
      'the process of the backend ended before it had synthesised, and said last: bye',
    );
    expect([...(await synthCase(EXAMPLE)).stacks.keys()]).toEqual(['root', 'auth']);
  });

  it('may hang: the time is bounded', async () => {
    const root = await write(exampleWith(BACKEND, 'for (;;);\n'));
    const error = await failure(synthesise(root, { outDir: join(root, 'out'), timeoutMs: 3000 }));
    expect(error.finding).toMatchObject({ code: 'AM8004', message: 'no result after 3 s' });
  });

  it('may make no app at all', async () => {
    const error = await failure(synthCase(exampleWith(BACKEND, 'export {};\n')));
    expect(error.message).toBe(
      'Does not synthesise: amplify/backend.ts ran to its end and made no CloudFormation. ' +
        'Call `defineBackend` in it.',
    );
  });

  it('is not started when there is none, or when its packages are not all there', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'amplify-migrate-'));
    try {
      const none = await failure(synthesise(outside, { outDir: join(outside, 'out') }));
      expect(none.finding).toMatchObject({
        code: 'AM8005',
        message: `there is no amplify/backend.ts in ${outside}`,
      });
      await mkdir(join(outside, 'amplify'));
      await writeFile(join(outside, BACKEND), '');
      // An installation that stopped half way; folders above may hold packages of somebody else.
      await mkdir(join(outside, 'node_modules/tsx'), { recursive: true });
      await writeFile(join(outside, 'node_modules/tsx/package.json'), '{ "main": "./gone.js" }');
      const half = await failure(synthesise(outside, { outDir: join(outside, 'out') }));
      expect(half.finding).toMatchObject({
        code: 'AM8003',
        message: `\`tsx\` cannot be found from ${outside}`,
      });
    } finally {
      await rm(outside, { recursive: true });
    }
  });
});

it('shows a backend no credentials and no variable that was not allowed', async () => {
  const root = await write(
    exampleWith(
      BACKEND,
      `import { defineBackend } from '@aws-amplify/backend';
defineBackend({}).stack.templateOptions.description = Object.keys(process.env).sort().join(' ');
`,
    ),
  );
  const { stacks } = await synthesise(root, {
    outDir: join(root, 'out'),
    env: { ...process.env, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_PROFILE: 'admin', GITHUB_TOKEN: 'x' },
  });
  const text = JSON.stringify(stacks.get('root')?.template);
  expect(text).toContain('AWS_SHARED_CREDENTIALS_FILE');
  expect(text).not.toMatch(/AWS_ACCESS_KEY_ID|AWS_PROFILE|GITHUB_TOKEN/);
});

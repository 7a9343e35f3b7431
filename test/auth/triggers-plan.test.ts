import { describe, expect, it } from 'vitest';
import {
  ASYNC,
  PRE_SIGNUP as FUNCTION,
  type Planned,
  codesOf,
  dispositionOf,
  planOf,
  planPreSignup,
  project,
  textAt,
  trigger,
} from './triggers-project.js';

const FOLDER = 'amplify/auth/pre-sign-up';

function paths({ plan }: Planned): string[] {
  return plan.files.map(({ path }) => path.slice(FOLDER.length + 1)).sort();
}

describe('the function', () => {
  it('has the settings of the template, and those that Lambda gives without one', async () => {
    expect(textAt(await planPreSignup(), `${FOLDER}/resource.ts`)).toMatchInlineSnapshot(`
      "import { defineFunction } from "@aws-amplify/backend";

      export const preSignUp = defineFunction({
      name: "pre-sign-up",
      entry: "./handler.mjs",
      runtime: 22,
      timeoutSeconds: 25,
      memoryMB: 128,
      environment: {
      MODULES: "custom",
      },
      // A trigger and its user pool need each other: one stack for both.
      resourceGroupName: "auth",
      });
      "
    `);
  });

  it('has the settings that Gen 1 gives when there is no template', async () => {
    const files = { [`function/${FUNCTION}/src/index.js`]: ASYNC };
    const result = await planOf(project({ files, auth: { triggers: { PreSignup: ['custom'] } } }));
    expect(textAt(result, `${FOLDER}/resource.ts`)).toMatch(/timeoutSeconds: 25,\nmemoryMB: 128/);
    expect(codesOf(result)).toEqual(['AM1327']);
  });

  it('takes numbers that are strings, and refuses what Lambda refuses', async () => {
    const result = await planPreSignup({ properties: { Timeout: '30', MemorySize: '256' } });
    expect(textAt(result, `${FOLDER}/resource.ts`)).toMatch(/timeoutSeconds: 30,\nmemoryMB: 256/);
    expect(codesOf(await planPreSignup({ properties: { Timeout: 901, MemorySize: { Ref: 'x' } } }))).toEqual([
      'AM1318',
      'AM1318',
    ]);
  });

  it.each([
    ['nodejs24.x', 24, []],
    ['nodejs20.x', 20, []],
    ['nodejs18.x', 22, ['AM1303']],
    ['nodejs12.x', 22, ['AM1303']],
  ])('runs %s on Node.js %i', async (Runtime, version, codes) => {
    const result = await planPreSignup({ properties: { Runtime } });
    expect(textAt(result, `${FOLDER}/resource.ts`)).toContain(`runtime: ${version},`);
    expect(codesOf(result)).toEqual(codes);
  });

  it('overrides plain properties that defineFunction does not have', async () => {
    const result = await planPreSignup({
      properties: {
        ReservedConcurrentExecutions: 5,
        VpcConfig: { SubnetIds: [{ Ref: 'subnet' }] },
        Layers: [],
      },
    });
    expect(result.plan.backend.statements.map(({ code }) => code)).toEqual([
      'backend.preSignUp.resources.cfnResources.cfnFunction.addPropertyOverride("ReservedConcurrentExecutions", 5);',
    ]);
    expect(codesOf(result)).toEqual(['AM1318']);
  });

  it('has x86_64 by default, arm64 and its storage where Gen 1 has', async () => {
    const result = await planPreSignup({
      properties: { Architectures: ['arm64'], EphemeralStorage: { Size: 1024 } },
    });
    expect(textAt(result, `${FOLDER}/resource.ts`)).toMatch(
      /architecture: "arm64"[^]*ephemeralStorageSizeMB: 1024/,
    );
  });

  it('leaves the packages of a layer to the layer', async () => {
    const arn = 'arn:aws:lambda:eu-west-1:123456789012:layer:Tools:4';
    const result = await planPreSignup({
      properties: { Layers: [arn, { Ref: 'functionMine' }] },
      sources: { 'index.js': `require('sharp');\n${ASYNC}` },
    });
    expect(textAt(result, `${FOLDER}/resource.ts`)).toContain(`sharp: "${arn}"`);
    expect(result.plan.dependencies).toEqual([]);
    expect(codesOf(result)).toEqual(['AM1317', 'AM1318']);
  });

  it('names a layer of its own account by name and version, as defineFunction does', async () => {
    const arn = { 'Fn::Sub': 'arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:layer:Tools:4' };
    const result = await planPreSignup({ properties: { Layers: [arn] } });
    expect(textAt(result, `${FOLDER}/resource.ts`)).toContain('Tools: "Tools:4"');
    expect(result.plan.backend.statements).toEqual([]);
  });

  it('sets layers in backend.ts whose ARNs only a deployment knows', async () => {
    const arns = ['x', '${env}'].map((name) => ({
      'Fn::Sub': `arn:aws:lambda:\${AWS::Region}:123456789012:layer:Tools-${name}:4`,
    }));
    const result = await planPreSignup({ properties: { Layers: arns } });
    expect(textAt(result, `${FOLDER}/resource.ts`)).toMatch(/"Tools-x": "Tools-x:1",\s+Tools: "Tools:1",/);
    expect(result.plan.backend.statements.map(({ code }) => code)).toEqual([
      'backend.preSignUp.resources.cfnResources.cfnFunction.layers = [' +
        '`arn:aws:lambda:${backend.preSignUp.stack.region}:123456789012:layer:Tools-x:4`, ' +
        '`arn:aws:lambda:${backend.preSignUp.stack.region}:123456789012:layer:Tools-${process.env.AWS_BRANCH ?? "dev"}:4`];',
    ]);
    expect(codesOf(result)).toEqual(['AM1317', 'AM1317']);
  });
});

describe('the code', () => {
  it('is copied byte for byte, but for lock files and .env', async () => {
    const icon = new Uint8Array([0, 255, 254, 13, 10]);
    const result = await planPreSignup({
      sources: {
        'index.js': ASYNC,
        'lib/icon.bin': icon,
        'event.json': '{}',
        'package.json': '{ "name": "x" }',
        'package-lock.json': {},
        'yarn.lock': '',
        '.env': 'PASSWORD=x',
      },
    });
    expect(paths(result)).toEqual([
      'handler.mjs',
      'resource.ts',
      'src/event.json',
      'src/index.js',
      'src/lib/icon.bin',
      'src/package.json',
    ]);
    expect(result.plan.files.find(({ path }) => path.endsWith('icon.bin'))?.content).toEqual(icon);
    expect(codesOf(result)).toEqual(['AM1322']);
  });

  it('stays CommonJS where no package.json says so', async () => {
    const result = await planPreSignup();
    expect(textAt(result, `${FOLDER}/src/package.json`)).toBe('{ "type": "commonjs" }');
    expect(textAt(result, `${FOLDER}/handler.mjs`)).toBe(
      'import gen1 from "./src/index.js";\n\nexport const handler = gen1.handler;\n',
    );
  });

  it('is entered directly when it is a module that answers by promise', async () => {
    const result = await planPreSignup({
      sources: { 'index.mjs': 'export const handler = async (event) => event;' },
    });
    expect(paths(result)).toEqual(['resource.ts', 'src/index.mjs']);
    expect(textAt(result, `${FOLDER}/resource.ts`)).toContain('entry: "./src/index.mjs"');
  });

  it('gets a face that answers at once when it may answer through a callback', async () => {
    const result = await planPreSignup({
      sources: { 'index.js': 'exports.handler = (e, c, done) => done(null, e);' },
    });
    expect(textAt(result, `${FOLDER}/handler.mjs`)).toMatchInlineSnapshot(`
      "import gen1 from "./src/index.js";

      export const handler = (event, context, callback) => {
        // Gen 2 keeps a timer running in every function: Lambda would wait for it before it passes the answer on.
        context.callbackWaitsForEmptyEventLoop = false;
        return gen1.handler(event, context, callback);
      };
      "
    `);
    expect(codesOf(result)).toEqual(['AM1315']);
  });

  it('may have another handler', async () => {
    const result = await planPreSignup({
      properties: { Handler: 'dist/gate.check-in' },
      sources: { 'dist/gate.js': 'exports["check-in"] = async (event) => event;' },
    });
    expect(textAt(result, `${FOLDER}/handler.mjs`)).toContain(
      'import gen1 from "./src/dist/gate.js";\n\nexport const handler = gen1["check-in"];',
    );
  });

  it('refuses every call when it is missing', async () => {
    const result = await planPreSignup({ sources: { 'package.json': '{}' } });
    expect(paths(result)).toEqual(['handler.mjs', 'resource.ts', 'src/package.json']);
    expect(textAt(result, `${FOLDER}/handler.mjs`)).toContain('throw new Error(');
    expect(result.plan.findings).toMatchObject([
      {
        code: 'AM1301',
        level: 'error',
        message: expect.stringContaining(`${FUNCTION}/src/index.js`) as string,
      },
    ]);
    expect(result.plan.triggers).toHaveLength(1);
  });

  it('refuses every call when the whole function is missing', async () => {
    const result = await planOf(project({ files: {}, auth: { triggers: { PreSignup: ['custom'] } } }));
    expect(paths(result)).toEqual(['handler.mjs', 'resource.ts']);
    expect(codesOf(result)).toEqual(['AM1301']);
  });

  it('tells where it does not parse', async () => {
    const result = await planPreSignup({ sources: { 'index.js': ASYNC, 'broken.js': 'const a = ;' } });
    expect(result.plan.findings).toMatchObject([
      { code: 'AM1319', origin: { file: `amplify/backend/function/${FUNCTION}/src/broken.js`, line: 1 } },
    ]);
    expect(textAt(result, `${FOLDER}/src/broken.js`)).toBe('const a = ;');
  });

  it('in Python is given to CDK as it lies there', async () => {
    const result = await planPreSignup({
      properties: { Runtime: 'python3.12' },
      sources: { 'index.py': 'def handler(event, context): return event' },
    });
    expect(paths(result)).toEqual(['resource.ts', 'src/index.py']);
    expect(textAt(result, `${FOLDER}/resource.ts`)).toMatchInlineSnapshot(`
      "import { fileURLToPath } from "node:url";
      import { defineFunction } from "@aws-amplify/backend";
      import { Runtime, RuntimeFamily, Code, Function } from "aws-cdk-lib/aws-lambda";
      import { Duration } from "aws-cdk-lib";

      export const preSignUp = defineFunction(
        (scope) => new Function(scope, "pre-sign-up", {
      runtime: new Runtime("python3.12", RuntimeFamily.PYTHON),
      handler: "index.handler",
      code: Code.fromAsset(fileURLToPath(new URL('./src', import.meta.url))),
      timeout: Duration.seconds(25),
      memorySize: 128,
      environment: {
      ENV: process.env.AWS_BRANCH ?? "dev",
      MODULES: "custom",
      },
      }),
        { resourceGroupName: 'auth' },
      );
      "
    `);
    expect(codesOf(result)).toEqual(['AM1304']);
  });

  it('in Python has no secrets that Gen 2 could fill in', async () => {
    const result = await planPreSignup({
      properties: { Runtime: 'python3.12' },
      variables: { API_TOKEN: 'abc' },
      sources: { 'index.py': '' },
    });
    expect(textAt(result, `${FOLDER}/resource.ts`)).not.toContain('API_TOKEN');
    expect(codesOf(result)).toEqual(['AM1304', 'AM1328']);
  });

  it.each(['../secrets.handler', '/etc/passwd.x', '..', ''])(
    'does not leave its folder for %j',
    async (Handler) => {
      const result = await planPreSignup({
        properties: { Handler },
        documents: { 'secrets.js': ASYNC },
      });
      expect(codesOf(result)).toEqual(['AM1301']);
    },
  );

  it('in a compiled language refuses every call', async () => {
    const result = await planPreSignup({
      properties: { Runtime: 'go1.x' },
      sources: { 'main.go': 'package main' },
    });
    expect(textAt(result, `${FOLDER}/handler.mjs`)).toContain('throw new Error(');
    expect(codesOf(result)).toEqual(['AM1304']);
  });
});

describe('the rest of the template', () => {
  it('is told and quoted when people added to it', async () => {
    const result = await planPreSignup({
      resources: { Stream: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { BatchSize: 1 } } },
      outputs: { Extra: { Value: 'x', Export: { Name: 'y' } } },
    });
    expect(
      result.plan.findings.map(({ code, message }) => [
        code,
        message.includes('BatchSize') || message.includes('Extra'),
      ]),
    ).toEqual([
      ['AM1312', true],
      ['AM1312', true],
    ]);
    expect(dispositionOf(result, 'template.json', '/Resources/Stream/Type')?.kind).toBe('manual');
  });

  it('tells of a second function, and of a template that is none', async () => {
    const second = { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs22.x' } };
    expect(codesOf(await planPreSignup({ resources: { Second: second } }))).toEqual(['AM1312']);
    const file = `${FUNCTION}-cloudformation-template.json`;
    expect(codesOf(await planPreSignup({ documents: { [file]: '[]' } }))).toEqual(['AM1312']);
  });

  it('tells of links that lead to a bucket of Gen 1', async () => {
    const result = await planOf(
      project({
        files: trigger('CustomMessage', { 'index.js': ASYNC }),
        auth: { triggers: { CustomMessage: ['verification-link'] }, verificationBucketName: 'shopbucket' },
      }),
    );
    expect(result.plan.findings).toMatchObject([
      { code: 'AM1310', message: expect.stringContaining('shopbucket-dev') as string },
    ]);
    expect(dispositionOf(result, 'cli-inputs.json', '/verificationBucketName')?.kind).toBe('manual');
  });
});

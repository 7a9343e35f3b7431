import { describe, expect, it } from 'vitest';
import { ASYNC, DISPATCHER, PRE_SIGNUP, codesOf, planPreSignup, textAt } from './triggers-project.js';

const FOLDER = 'amplify/auth/pre-sign-up';

describe('loads that are not known before run time', () => {
  const MODULES = { 'index.js': DISPATCHER, 'custom.js': ASYNC, 'add-to-group.js': ASYNC };

  it('become a lookup, and nothing else of the file changes', async () => {
    const result = await planPreSignup({
      sources: { ...MODULES, 'event.json': '{}' },
      documents: { 'parameters.json': { modules: 'custom' } },
    });
    expect(textAt(result, `${FOLDER}/src/index.js`)).toMatchInlineSnapshot(`
      "const names = process.env.MODULES.split(',');
      const modules = names.map((name) => requireModule(\`./\${name}\`));

      exports.handler = async (event, context) => {
        for (const module of modules) await module.handler(event, context);
        return event;
      };

      // Gen 2 bundles this function, and a bundle holds those modules only that the code names.
      function requireModule(path) {
        switch (path) {
          case "./custom":
          case "./custom.js":
            return require("./custom.js");
          case "./add-to-group":
          case "./add-to-group.js":
            return require("./add-to-group.js");
          default:
            throw Object.assign(new Error(\`Cannot find module '\${path}'\`), { code: 'MODULE_NOT_FOUND' });
        }
      }
      "
    `);
    expect(textAt(result, `${FOLDER}/src/custom.js`)).toBe(ASYNC);
    expect(codesOf(result)).toEqual([]);
  });

  it('leave out a module that nobody runs and that needs a package nobody has', async () => {
    const result = await planPreSignup({
      sources: { ...MODULES, 'add-to-group.js': `require('left-pad');\n${ASYNC}` },
    });
    expect(textAt(result, `${FOLDER}/src/index.js`)).not.toContain('add-to-group');
    expect(codesOf(result)).toEqual([]);
  });

  it('tell of a module that is missing', async () => {
    const result = await planPreSignup({ sources: { 'index.js': DISPATCHER } });
    expect(result.plan.findings).toMatchObject([
      { code: 'AM1323', message: expect.stringContaining(`${PRE_SIGNUP}/src/custom.js`) as string },
    ]);
  });

  it('find a bare name in the folder of the function, as Lambda does', async () => {
    const source =
      'const names = process.env.MODULES.split(",");\nexports.handler = async (e) => require(names[0]).handler(e);';
    const result = await planPreSignup({ sources: { 'index.js': source, 'custom.js': ASYNC } });
    expect(textAt(result, `${FOLDER}/src/index.js`)).toContain('case "custom":\n    case "custom.js":');
    expect(codesOf(result)).toEqual([]);
  });

  it('are told with their line when no file can be meant', async () => {
    const result = await planPreSignup({
      sources: { 'index.js': `const name = process.env.NAME;\nconst plugin = require(name);\n${ASYNC}` },
    });
    expect(result.plan.findings).toMatchObject([
      { code: 'AM1305', origin: { line: 2 }, message: expect.stringContaining('src/index.js:2') as string },
    ]);
    expect(textAt(result, `${FOLDER}/src/index.js`)).toContain('require(name)');
  });

  it('are no trouble in code that breaks off anywhere', async () => {
    for (let length = 0; length < DISPATCHER.length; length += 7) {
      const sources = { 'index.js': DISPATCHER.slice(0, length), 'custom.js': ASYNC };
      const result = await planPreSignup({ sources });
      const copied = textAt(result, `${FOLDER}/src/index.js`);
      expect(copied.startsWith(DISPATCHER.slice(0, Math.min(length, 20)).trimEnd())).toBe(true);
    }
  });

  it('stay inside the sources', async () => {
    const result = await planPreSignup({
      sources: { 'index.js': `require('../' + process.env.X);\n${ASYNC}` },
    });
    expect(codesOf(result)).toEqual(['AM1305']);
  });
});

describe('packages', () => {
  it('are those that the code loads, in the declared version', async () => {
    const result = await planPreSignup({
      sources: {
        'index.js': `require('axios'); require('@scope/x/sub'); require('fs'); require('node:path');\n${ASYNC}`,
        'package.json': { dependencies: { axios: 'latest', '@scope/x': '~1.2.0', unused: '1.0.0' } },
        'package-lock.json': { packages: { 'node_modules/axios': { version: '1.6.2' } } },
      },
    });
    expect(result.plan.dependencies).toEqual([
      { name: 'axios', version: '1.6.2', dev: true, by: PRE_SIGNUP },
      { name: '@scope/x', version: '~1.2.0', dev: true, by: PRE_SIGNUP },
    ]);
    expect(codesOf(result)).toEqual([]);
  });

  it('that Lambda brought along are bundled now', async () => {
    const result = await planPreSignup({
      sources: { 'index.js': `require('aws-sdk'); require('@aws-sdk/client-sns');\n${ASYNC}` },
    });
    expect(result.plan.dependencies.map(({ name, version }) => `${name}@${version}`)).toEqual([
      'aws-sdk@^2.1692.0',
      '@aws-sdk/client-sns@^3.0.0',
    ]);
    expect(codesOf(result)).toEqual(['AM1307']);
  });

  it('that nobody declares are told, with the place', async () => {
    const result = await planPreSignup({ sources: { 'index.js': `require('left-pad');\n${ASYNC}` } });
    expect(result.plan.dependencies).toEqual([]);
    expect(result.plan.findings).toMatchObject([
      { code: 'AM1306', message: expect.stringContaining('src/index.js:1') as string },
    ]);
  });
});

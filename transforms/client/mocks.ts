import { type NodePath } from '@babel/traverse';
import { type CallExpression, type StringLiteral } from '@babel/types';
import { type Script } from './script.js';
import { nameOf } from './uses.js';

/** What only files of tests say. */
const OF_TESTS =
  /\b(?:jest|vi|sinon)\.\w+\(|\.mock(?:Resolved|Rejected|Return|Implementation)|\btoHaveBeenCalled/;

/** Functions of test runners that put something in the place of a module, or give the real one beside it. */
const MOCKS: ReadonlySet<string> = new Set([
  ...['mock', 'doMock', 'unmock', 'dontMock', 'setMock', 'unstable_mockModule', 'createMockFromModule'],
  ...['requireActual', 'requireMock', 'importActual', 'importMock'],
]);

/** What a module of version 6 has in the place of an export of version 5. */
const NOW: ReadonlyMap<string, string> = new Map([
  ['API', 'aws-amplify/api'],
  ['Analytics', 'aws-amplify/analytics'],
  ['Amplify', 'aws-amplify'],
  ['Auth', 'aws-amplify/auth'],
  ['Cache', 'aws-amplify/utils'],
  ['DataStore', 'aws-amplify/datastore'],
  ['Hub', 'aws-amplify/utils'],
  ['I18n', 'aws-amplify/utils'],
  ['Storage', 'aws-amplify/storage'],
]);

/** Why a function that is passed on can't be translated; `now` is what it is in version 6. */
export function whyPassedOn(script: Script, now: string): string {
  const isTest = OF_TESTS.test(script.textOf(script.program.node));
  return isTest
    ? `a test puts something in its place: in version 6 that is ${now}`
    : 'the function is passed on, not called';
}

/** Why `jest.mock('aws-amplify', …)` can't be translated, with what to write now; null where it is none. */
export function whyMocked(script: Script, module: StringLiteral): string | null {
  const call = mockOf(script, module);
  if (call === null) return null;
  const { callee } = call.node;
  const runner = callee.type === 'MemberExpression' ? script.textOf(callee.object) : 'jest';
  const [, category = ''] = /^@aws-amplify\/(\w+)/.exec(module.value) ?? [];
  const own = [...NOW.keys()].filter((name) => name.toLowerCase() === category);
  const used = category === '' ? script.brought.map(({ name }) => name) : [];
  const modules = new Set([...namesIn(call), ...own, ...used].flatMap((name) => NOW.get(name) ?? []));
  if (modules.size === 0) modules.add('aws-amplify/auth').add(API);
  const mocks = [...modules].map((name) => mockText(runner, name));
  return `a test puts something in the place of the module: in version 6 write ${mocks.join(' and ')}`;
}

const API = 'aws-amplify/api';

/** A mock of a module of version 6; the client of the API is made by a function, and has to be the same each time. */
function mockText(runner: string, module: string): string {
  const client = `const client = { graphql: ${runner}.fn() }; return { generateClient: () => client };`;
  const factory = module === API ? `, () => { ${client} }` : '';
  return `${runner}.mock('${module}'${factory})`;
}

function mockOf(script: Script, module: StringLiteral): NodePath<CallExpression> | null {
  let found: NodePath<CallExpression> | null = null;
  script.program.traverse({
    CallExpression(path) {
      const { callee, arguments: given } = path.node;
      if (given[0] !== module || callee.type !== 'MemberExpression') return;
      if (callee.property.type === 'Identifier' && MOCKS.has(callee.property.name)) found = path;
    },
  });
  return found;
}

/** Names of members anywhere in what a mock is given. */
function namesIn(call: NodePath<CallExpression>): string[] {
  const names: string[] = [];
  call.traverse({
    ObjectProperty({ node: { key, computed } }) {
      if (!computed && (key.type === 'Identifier' || key.type === 'StringLiteral')) names.push(nameOf(key));
    },
  });
  return names;
}

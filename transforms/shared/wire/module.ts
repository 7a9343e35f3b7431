import { type BackendPart } from '../../../src/core/feature.js';
import { type Code, ModuleText, code, identifier } from '../../../src/emit/code.js';

type Statement = BackendPart['statements'][number];

/** Statements of amplify/backend.ts that are put into a function of a module beside what they are about. */
export interface Wire {
  /** The module, relative to the output root. */
  readonly path: string;
  /** What the module exports. */
  readonly name: string;
  readonly comment: Code;
  /** The statements, as they would stand in amplify/backend.ts. */
  readonly statements: readonly Statement[];
  /** The members of the backend that they may name, with the modules as amplify/backend.ts imports them. */
  readonly resources: ReadonlyMap<string, string>;
  /** Constants of amplify/backend.ts that are buckets. */
  readonly buckets: readonly string[];
  /** What stands in front of the statements. */
  readonly before?: Code;
  /** Further declarations of the module. */
  readonly helpers?: (module: ModuleText) => Code;
}

export interface WireModule {
  readonly text: string;
  /** The call, for amplify/backend.ts. */
  readonly statement: Statement;
}

/** The module, and the call that is left in amplify/backend.ts. It is given the constants that its statements name. */
export function wireModule(wire: Wire): WireModule {
  const { path, name, statements, before } = wire;
  const module = new ModuleText();
  const texts = statements.map(({ code: text }) => text);
  const all = [before ?? '', ...texts].join('\n');
  for (const { imports } of statements) {
    for (const one of imports)
      module.use(one.name, one.from.startsWith('./') ? relative(path, one.from) : one.from);
  }
  const parts = [...wire.resources].filter(([key]) => new RegExp(`\\bbackend\\.${key}\\b`).test(all));
  const types = parts.map(([key, from]) => `${key}: typeof ${module.useType(key, relative(path, from))}`);
  const given = constants(wire, module).filter(({ constant }) => isNamed(constant, all));
  const Backend = module.useType('Backend', '@aws-amplify/backend');
  const parameters = [
    code`backend: ${Backend}<${types.length === 0 ? code`Record<never, never>` : (`{ ${types.join('; ')} }` as Code)}>`,
    ...given.map(({ constant, type }) => code`${constant}: ${type()}`),
  ];
  const body = [...(before === undefined ? [] : [before]), ...texts].join('\n\n') as Code;
  module.add(
    code`${wire.comment}
export function ${identifier(name)}(${parameters.join(', ') as Code}) {
${body}
}`,
  );
  if (wire.helpers) module.add(wire.helpers(module));
  const from = `./${path.slice('amplify/'.length).replace(/\.ts$/, '')}`;
  const call = code`${identifier(name)}(${['backend', ...given.map(({ constant }) => constant)].join(', ') as Code});`;
  return { text: module.toString(), statement: { code: call, imports: [{ name, from }] } };
}

interface Constant {
  readonly constant: Code;
  readonly type: () => Code;
}

/** What amplify/backend.ts declares beside `backend`, whoever does. */
function constants({ path, buckets }: Wire, module: ModuleText): readonly Constant[] {
  const returned = (name: string, from: string) => (): Code =>
    code`ReturnType<typeof ${module.useType(name, relative(path, from))}>`;
  return [
    { constant: code`tables`, type: returned('storageTables', './storage/tables') },
    { constant: code`layers`, type: returned('functionLayers', './functions/layers') },
    { constant: code`api`, type: returned('createApi', './data/api') },
    ...buckets.map((bucket) => ({
      constant: identifier(bucket),
      type: () => module.useType('IBucket', 'aws-cdk-lib/aws-s3'),
    })),
  ];
}

function isNamed(constant: Code, text: string): boolean {
  return new RegExp(`(?<![\\w.$"'])${constant}[.[]`).test(text);
}

/** An import of amplify/backend.ts, as another module below amplify has it. */
function relative(path: string, from: string): string {
  const folder = path.split('/').slice(1, -1);
  const target = from.slice('./'.length).split('/');
  while (folder.length > 0 && target.length > 1 && folder[0] === target[0]) {
    folder.shift();
    target.shift();
  }
  return `${folder.length === 0 ? './' : '../'.repeat(folder.length)}${target.join('/')}`;
}

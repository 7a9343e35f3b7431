import { type Argv } from 'yargs';
import { type Level } from '../core/finding.js';
import { REPORT_FORMATS, type ReportFormat } from '../report/printers.js';
import { UsageError } from './usage-error.js';

/** A report that was asked for; without a file it goes to the terminal. */
export interface ReportRequest {
  readonly format: ReportFormat;
  readonly file: string | undefined;
}

/** The flags of all commands, checked. */
export interface Flags {
  readonly cwd: string | undefined;
  readonly out: string | undefined;
  readonly env: string | undefined;
  readonly branch: string | undefined;
  readonly auth: 'define' | 'reference' | undefined;
  /** What becomes of DataStore's calls in the client. */
  readonly datastore: 'tell' | 'rewrite';
  readonly schema: 'auto' | 'builder' | 'sdl' | 'construct' | undefined;
  readonly bucket: 'define' | 'reference' | undefined;
  readonly tables: 'new' | 'import' | undefined;
  /** Names of deployed tables by model. */
  readonly table: ReadonlyMap<string, string>;
  /** How far a proof goes. */
  readonly level: 'types' | 'schema' | 'synth';
  /** Whether a proof bundles the code of functions too. */
  readonly bundle: boolean;
  /** What is accepted: all that a code tells, or what it tells of one resource. */
  readonly resource: string | undefined;
  readonly why: string | undefined;
  /** Whether what is accepted is what `audit` tells. */
  readonly audit: boolean;
  readonly reports: readonly ReportRequest[];
  readonly failOn: Level | 'never' | undefined;
  readonly exitCode: boolean;
  readonly write: boolean;
  readonly force: boolean;
  readonly quiet: boolean;
  readonly color: 'auto' | 'always' | 'never';
}

const CHOICES = {
  auth: ['define', 'reference'],
  bucket: ['define', 'reference'],
  tables: ['new', 'import'],
  datastore: ['tell', 'rewrite'],
  schema: ['auto', 'builder', 'sdl', 'construct'],
  level: ['types', 'schema', 'synth'],
  'fail-on': ['error', 'warning', 'never'],
  color: ['auto', 'always', 'never'],
} as const;

/** Declares the flags. Values are read as text and checked in `readFlags`, so that one line says what is wrong. */
export function declareFlags(parser: Argv): Argv {
  const text = (describe: string, group: string): object => ({
    describe,
    group,
    type: 'string',
    requiresArg: true,
  });
  const choice = (name: keyof typeof CHOICES, describe: string, group: string): object =>
    text(`${describe} [${CHOICES[name].join('|')}]`, group);
  const flag = (describe: string, group: string): object => ({ describe, group, type: 'boolean' });
  const [project, plan, proof, told] = ['The project:', 'The plan:', 'The proof:', 'What is told:'];
  return parser
    .option('cwd', text('The folder of the Gen 1 project, or one above it', project))
    .option('out', text('Where amplify/ of Gen 2 goes (default: the root of the project)', project))
    .option('env', text('The Gen 1 environment to move', project))
    .option('branch', text('The Gen 2 branch that it becomes (default: its own name)', project))
    .option('write', flag('Write the files instead of printing a patch', plan))
    .option('force', flag('Write also over files that git could not give back', plan))
    .option('auth', choice('auth', 'A new user pool, or the one that is deployed', plan))
    .option('bucket', choice('bucket', 'For storage: a new bucket, or the one that is deployed', plan))
    .option('tables', choice('tables', 'For data and storage: new tables, or those that are deployed', plan))
    .option('table', text('For data: Model=Name, a deployed table; repeatable', plan))
    .option('schema', choice('schema', 'For data: how the schema is written', plan))
    .option(
      'datastore',
      choice('datastore', "For client: whether DataStore's calls move to the API (default: tell)", plan),
    )
    .option('level', choice('level', 'How far the proof goes (default: synth)', proof))
    .option('bundle', flag('Bundle the code of functions too', proof))
    .option('resource', text('For accept: the resource that it is about (default: all of the code)', proof))
    .option('audit', flag('For accept: what audit tells, of files that something else wrote', proof))
    .option('why', text('For accept: the reason, for those who review it', proof))
    .option(
      'report',
      text(
        `How, and to which file, the report is written; repeatable [${REPORT_FORMATS.join('|')}][=FILE]`,
        told,
      ),
    )
    .option(
      'fail-on',
      choice('fail-on', 'The level of findings that makes exit code 3 (default: error)', told),
    )
    .option('exit-code', flag('Exit code 2 when there are changes to write', told))
    .option('quiet', flag('No report on the terminal, unless --report asks for one', told))
    .option('color', choice('color', 'Colours in the report (default: auto)', told));
}

/** Checks what yargs has parsed. @throws UsageError */
export function readFlags(parsed: Readonly<Record<string, unknown>>): Flags {
  const tables = chosen(parsed, 'tables');
  const table = tablesOf(parsed['table']);
  if (tables === 'new' && table.size > 0) {
    throw new UsageError('--table names a deployed table, and --tables new takes none');
  }
  return {
    cwd: single(parsed, 'cwd'),
    out: single(parsed, 'out'),
    env: single(parsed, 'env'),
    branch: single(parsed, 'branch'),
    auth: chosen(parsed, 'auth'),
    schema: chosen(parsed, 'schema'),
    datastore: chosen(parsed, 'datastore') ?? 'tell',
    bucket: chosen(parsed, 'bucket'),
    tables,
    table,
    level: chosen(parsed, 'level') ?? 'synth',
    bundle: parsed['bundle'] === true,
    resource: single(parsed, 'resource'),
    why: single(parsed, 'why'),
    audit: parsed['audit'] === true,
    reports: reportsOf(parsed['report']),
    failOn: chosen(parsed, 'fail-on'),
    exitCode: parsed['exit-code'] === true,
    write: parsed['write'] === true,
    force: parsed['force'] === true,
    quiet: parsed['quiet'] === true,
    color: chosen(parsed, 'color') ?? 'auto',
  };
}

function single(parsed: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = parsed[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new UsageError(`--${name} may be given once`);
  if (value === '') throw new UsageError(`--${name} needs a value`);
  return value;
}

function chosen<N extends keyof typeof CHOICES>(
  parsed: Readonly<Record<string, unknown>>,
  name: N,
): (typeof CHOICES)[N][number] | undefined {
  const value = single(parsed, name);
  if (value === undefined) return undefined;
  const found = CHOICES[name].find((choice) => choice === value);
  if (found === undefined) {
    throw new UsageError(`--${name} is one of ${CHOICES[name].join(', ')}, not ${JSON.stringify(value)}`);
  }
  return found;
}

/** A name of GraphQL, and one of DynamoDB (CreateTable: 3 to 255 letters, digits, `_`, `-` and `.`). */
const TABLE = /^([_A-Za-z]\w*)=([\w.-]{3,255})$/;

function tablesOf(value: unknown): Map<string, string> {
  const tables = new Map<string, string>();
  for (const request of [value].flat()) {
    if (typeof request !== 'string') continue;
    const [, model, name] = TABLE.exec(request) ?? [];
    if (model === undefined || name === undefined) {
      throw new UsageError(`--table is Model=Name of a deployed table, not ${JSON.stringify(request)}`);
    }
    if (tables.has(model)) throw new UsageError(`--table names the table of ${model} twice`);
    tables.set(model, name);
  }
  return tables;
}

function reportsOf(value: unknown): ReportRequest[] {
  const requests = [value].flat().filter((item) => typeof item === 'string');
  const reports = requests.map((request): ReportRequest => {
    const [, name, file] = /^([^=]*)(?:=(.*))?$/s.exec(request) ?? [];
    const format = REPORT_FORMATS.find((known) => known === name);
    if (format === undefined) {
      throw new UsageError(`--report is one of ${REPORT_FORMATS.join(', ')}, not ${JSON.stringify(name)}`);
    }
    if (file === '') throw new UsageError(`--report ${format}= needs the name of a file`);
    return { format, file };
  });
  if (reports.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError(
      'Only one --report can go to the terminal; give the others a file: --report json=FILE',
    );
  }
  return reports;
}

import yargs from 'yargs';
import { FEATURES } from '../core/feature.js';
import { listed } from '../core/shown.js';
import { type Io, widthOf } from './io.js';
import { declareFlags, type Flags, readFlags } from './flags.js';
import { AVAILABLE } from './registry.js';
import { UsageError } from './usage-error.js';
import { toolName } from './version.js';

/** What the arguments ask for: a text to show (help, version), or a command to run. */
export type Request =
  | { readonly kind: 'shown'; readonly text: string }
  | { readonly kind: 'command'; readonly run: (io: Io) => Promise<number> };

/** A command with its arguments; its module is loaded only when it runs. */
type Command = (invocation: Invocation, io: Io) => Promise<number>;

/** What a command is given. */
export interface Invocation {
  readonly flags: Flags;
  readonly words: readonly string[];
  /** The arguments as they were typed, for the command that is suggested next. */
  readonly args: readonly string[];
}

interface CommandRow {
  readonly usage: string;
  readonly describe: string;
  /** The name of the positional argument, where there is one. */
  readonly words?: string;
  readonly load: () => Promise<Command>;
}

const NOT_YET = async (name: string): Promise<Command> =>
  (await import('./commands/not-yet.js')).notYet(name);

const COMMANDS: readonly CommandRow[] = [
  {
    usage: '$0 [features..]',
    describe: 'Plan the features, or all: a patch on stdout, the report on stderr',
    words: 'features',
    load: async () => (await import('./commands/features.js')).features,
  },
  {
    usage: 'assess',
    describe: 'What is here, what it becomes, and in which order (default without features)',
    load: async () => (await import('./commands/assess.js')).assess,
  },
  {
    usage: 'explain <code>',
    describe: 'What a finding means, and what to do about it',
    words: 'code',
    load: async () => (await import('./commands/explain.js')).explain,
  },
  {
    usage: 'verify',
    describe: 'Prove that what is on disk means what Gen 1 does',
    load: async () => (await import('./commands/verify.js')).verify,
  },
  {
    usage: 'audit',
    describe: 'The same for a Gen 2 tree that something else wrote (--out)',
    load: async () => (await import('./commands/verify.js')).audit,
  },
  {
    usage: 'accept <code>',
    describe: 'Take what a code tells as it is, with a reason, in amplify-migrate.json',
    words: 'code',
    load: async () => (await import('./commands/accept.js')).accept,
  },
  {
    usage: 'client [globs..]',
    describe: 'Move the code of the client',
    words: 'globs',
    load: async () => (await import('./commands/client.js')).client,
  },
  { usage: 'status', describe: 'Where each feature stands', load: () => NOT_YET('status') },
  { usage: 'cutover', describe: 'The ordered runbook, with the way back', load: () => NOT_YET('cutover') },
];

const EPILOG = `Features: ${FEATURES.join(', ')}. This version moves ${listed(AVAILABLE)}.

Exit codes: 0 done; 1 cannot (usage, not a Gen 1 project, input or output); 2 changes to write (only with --exit-code); 3 findings at or above --fail-on (assess: only when --fail-on is given); 4 access widened or a proof failed.

Nothing is sent anywhere, and no code of the project is run.`;

/** Parses arguments without running anything. @throws UsageError */
export async function parse(args: readonly string[], io: Io): Promise<Request> {
  let chosen: { readonly row: CommandRow; readonly parsed: Readonly<Record<string, unknown>> } | undefined;
  const parser = declareFlags(
    yargs()
      .scriptName('amplify-migrate')
      .locale('en')
      .usage('$0 [features..] [flags]\n\nMoves an AWS Amplify Gen 1 project to Gen 2, one feature at a time.')
      .parserConfiguration({
        'camel-case-expansion': false,
        'dot-notation': false,
        'parse-numbers': false,
        'parse-positional-numbers': false,
        'strip-aliased': true,
      })
      .wrap(widthOf(io.stdout))
      .epilog(EPILOG)
      .strict()
      .exitProcess(false)
      .showHelpOnFail(false)
      .help()
      .version(toolName().split(' ')[1] ?? ''),
  );
  for (const row of COMMANDS) {
    parser.command(
      row.usage,
      row.describe,
      (command) => command,
      (parsed) => {
        chosen = { row, parsed };
      },
    );
  }
  let shown = '';
  let failure: Error | undefined;
  await parser.parseAsync([...args], {}, (error, _, output) => {
    failure = error ?? undefined;
    shown = output;
  });
  if (failure !== undefined) throw new UsageError(failure.message.split('\n')[0] ?? '');
  if (chosen === undefined) return { kind: 'shown', text: `${shown}\n` };
  const { row, parsed } = chosen;
  const words =
    row.words === undefined ? [] : [parsed[row.words]].flat().filter((word) => word !== undefined);
  const invocation = { flags: readFlags(parsed), words: words.map(String), args };
  return { kind: 'command', run: async (target) => (await row.load())(invocation, target) };
}

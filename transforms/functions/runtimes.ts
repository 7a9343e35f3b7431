import { type SourceFile } from '../shared/lambda/model.js';

/** A runtime of Lambda as CDK takes it. */
export interface CdkRuntime {
  readonly identifier: string;
  /** A member of RuntimeFamily. */
  readonly family: 'PYTHON' | 'RUBY' | 'OTHER' | 'JAVA' | 'DOTNET_CORE' | 'GO';
  /** Files that Lambda runs as they lie there. */
  readonly runsFrom: RegExp;
}

interface Row {
  readonly gen1: RegExp;
  readonly family: CdkRuntime['family'];
  readonly runsFrom: RegExp;
  /** Retired versions become this one. Source: "Lambda runtimes" in the Lambda developer guide. */
  readonly retired: RegExp;
  readonly instead: string;
}

const ROWS: readonly Row[] = [
  {
    gen1: /^python3\.\d+$/,
    family: 'PYTHON',
    runsFrom: /\.py$/,
    retired: /^python3\.[6-9]$/,
    instead: 'python3.13',
  },
  {
    gen1: /^ruby\d\.\d+$/,
    family: 'RUBY',
    runsFrom: /\.rb$/,
    retired: /^ruby(?:2\.\d|3\.2)$/,
    instead: 'ruby3.4',
  },
  // The executable is named bootstrap, whatever it was compiled from.
  {
    gen1: /^provided(?:\.al\d+)?$/,
    family: 'OTHER',
    runsFrom: /^bootstrap$/,
    retired: /^provided(?:\.al2)?$/,
    instead: 'provided.al2023',
  },
  {
    gen1: /^java\d+(?:\.al2)?$/,
    family: 'JAVA',
    runsFrom: /\.(?:jar|class)$/,
    retired: /^java8$/,
    instead: 'java21',
  },
  {
    gen1: /^dotnet(?:core)?\d/,
    family: 'DOTNET_CORE',
    runsFrom: /\.dll$/,
    retired: /^dotnet(?:core.*|[567])$/,
    instead: 'dotnet10',
  },
  // go1.x is gone: a Go program is an executable for `provided`.
  { gen1: /^go1\.x$/, family: 'OTHER', runsFrom: /^bootstrap$/, retired: /./, instead: 'provided.al2023' },
];

/** Null when Lambda has no such runtime. */
export function cdkRuntime(gen1: string): CdkRuntime | null {
  const row = ROWS.find((one) => one.gen1.test(gen1));
  if (row === undefined) return null;
  const identifier = row.retired.test(gen1) ? row.instead : gen1;
  return { identifier, family: row.family, runsFrom: row.runsFrom };
}

/** Whether the files of a function are all that Lambda needs. */
export function runsAsItLies({ runsFrom }: CdkRuntime, files: readonly SourceFile[]): boolean {
  return files.some(({ path }) => runsFrom.test(path));
}

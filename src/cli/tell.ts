import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { MigrateError } from '../core/error.js';
import { type NextStep, type Printer, type PrintOptions } from '../report/printer.js';
import { printerOf } from '../report/printers.js';
import { type Report } from '../report/report.js';
import { type Flags, type ReportRequest } from './flags.js';
import { type Io, type Output, widthOf } from './io.js';

/** What the printers need besides the report. */
export interface Telling {
  readonly report: Report;
  readonly next: readonly NextStep[];
  readonly written: boolean;
  /** See `extrasFor`. */
  readonly extras?: Pick<PrintOptions, 'prefixes' | 'texts'>;
}

/** The reports of a run with their printers; loaded before anything is written, so that a wrong one stops it. */
export type Reporters = readonly { readonly request: ReportRequest; readonly print: Printer }[];

/** The reports that were asked for; the text report on the terminal when none was. @throws MigrateError */
export async function reportersOf(flags: Flags, terminal?: Printer): Promise<Reporters> {
  const onTerminal = flags.reports.some(({ file }) => file === undefined);
  const requests = [...flags.reports];
  if (!onTerminal && !flags.quiet) requests.unshift({ format: 'text', file: undefined });
  return Promise.all(
    requests.map(async (request) => ({
      request,
      print: request.format === 'text' && terminal !== undefined ? terminal : await printerOf(request.format),
    })),
  );
}

/** Prints all reports of a run. Files are of a fixed width and without colours. @throws MigrateError */
export async function tellAll(
  reporters: Reporters,
  { report, next, written, extras }: Telling,
  { flags, io, terminal }: { readonly flags: Flags; readonly io: Io; readonly terminal: Output },
): Promise<void> {
  for (const { request, print } of reporters) {
    if (request.file === undefined) {
      const color = wantsColor(flags, io, terminal);
      terminal.write(print(report, { width: widthOf(terminal), color, next, written, ...extras }));
    } else {
      const text = print(report, { width: 100, color: false, next, written, ...extras });
      await writeReport(resolve(io.cwd, request.file), text);
    }
  }
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrateError(`The report can't be written: ${reason}`, 'Name another file after --report.');
  }
}

/** `--color` decides; otherwise a terminal, unless NO_COLOR (https://no-color.org) or TERM says no. */
function wantsColor({ color }: Flags, { env }: Io, terminal: Output): boolean {
  if (color !== 'auto') return color === 'always';
  return terminal.isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

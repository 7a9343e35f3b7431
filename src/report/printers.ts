import { MigrateError } from '../core/error.js';
import { type Printer } from './printer.js';

/** All formats of the command line, with those that this version can print. */
export const REPORT_FORMATS = ['text', 'json', 'markdown', 'sarif', 'github', 'html'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Loads the printer of a format. @throws MigrateError for a format that is still to come */
export async function printerOf(format: ReportFormat): Promise<Printer> {
  switch (format) {
    case 'text':
      return (await import('./text.js')).printText;
    case 'json':
      return (await import('./json.js')).printJson;
    case 'markdown':
      return (await import('./markdown.js')).printMarkdown;
    case 'sarif':
      return (await import('./sarif.js')).printSarif;
    case 'github':
      return (await import('./github.js')).printGithub;
    case 'html':
      throw new MigrateError(
        `--report ${format} is not available in this version`,
        'Use text, json or markdown',
      );
  }
}

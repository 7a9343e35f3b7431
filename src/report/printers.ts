import { type Printer } from './printer.js';

/** All formats of the command line. */
export const REPORT_FORMATS = ['text', 'json', 'markdown', 'sarif', 'github', 'html'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Loads the printer of a format; most runs need one of them. */
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
      return (await import('./html/index.js')).printHtml;
  }
}

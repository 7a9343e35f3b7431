import { escapeJson } from './escape.js';
import { type Report } from './report.js';

/** The whole report, uncut; characters that a terminal would act on are escaped. */
export function printJson(report: Report): string {
  return `${escapeJson(JSON.stringify(report, null, 2))}\n`;
}

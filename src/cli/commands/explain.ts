import { CODES, isCode } from '../../core/codes/index.js';
import { MigrateError } from '../../core/error.js';
import { definitionOf, remedyOf } from '../../report/codes.js';
import { block } from '../../report/layout.js';
import { type Io, widthOf } from '../io.js';
import { type Invocation } from '../parse.js';

/** `explain <code>`: the words of one finding. */
export function explain({ words }: Invocation, io: Io): Promise<number> {
  const code = (words[0] ?? '').toUpperCase();
  if (!isCode(code)) {
    const area = Object.keys(CODES).filter((known) => known.slice(0, 3) === code.slice(0, 3));
    const some = (area.length > 0 ? area : Object.keys(CODES)).slice(0, 8).join(', ');
    return Promise.reject(
      new MigrateError(
        `${JSON.stringify(words[0])} is not a code of this version`,
        `Codes look like these: ${some}. MIGRATION.md lists all.`,
      ),
    );
  }
  const definition = definitionOf(code);
  const { level, title, why } = definition;
  const width = widthOf(io.stdout);
  const lines = [
    `${code} ${title} (${level})`,
    '',
    ...block([why], width, 2),
    '',
    ...block([remedyOf(definition)], width, 2),
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  return Promise.resolve(0);
}

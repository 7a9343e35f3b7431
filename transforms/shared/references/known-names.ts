import { type Code, code, member } from '../../../src/emit/code.js';
import { type Part } from '../lambda/intrinsics.js';
import { type ReferringContext } from './context.js';
import { type Surroundings } from './surroundings.js';

/**
 * People write the names that Gen 1 gives into policies: `…:function:resize-*`, `…:table/Orders-${env}/index/*`.
 * Resources of Gen 2 are called otherwise, so the one that such a text means is added to it; null: it means none.
 */
export function knownByName(
  parts: readonly Part[],
  context: ReferringContext,
  surroundings: Surroundings,
): readonly Part[] | null {
  const [start = '', second, third] = parts;
  if (typeof start !== 'string') return null;
  const shape = parts.map((part) =>
    typeof part === 'string' ? part : 'hole' in part ? `{${part.hole}}` : '\0',
  );
  const text = shape.join('');
  const [, kind, name, rest = ''] =
    /^arn:(?:aws|\{partition\}|\*):(lambda:[^:]*:[^:]*:function|dynamodb:[^:]*:[^:]*:table)[:/]([\w.-]+?)-(?:\*|\{branch\}|\w+)((?:[:/].*)?)$/s.exec(
      text,
    ) ?? [];
  if (kind === undefined || name === undefined || rest.includes('{') || text.includes('\0')) return null;
  const environment = environmentIn(text, name, context);
  if (environment === null && [second, third].every((part) => typeof part !== 'object')) return null;
  const known = kind.startsWith('lambda')
    ? functionArn(name, context)
    : tableArn(name, context, surroundings);
  if (known === null) return null;
  return rest === '' ? [known] : [known, rest];
}

/** What stands for the environment behind the name; null: something else. */
function environmentIn(text: string, name: string, context: ReferringContext): string | null {
  const behind = text.slice(text.lastIndexOf(`${name}-`) + name.length + 1).replace(/[:/].*$/s, '');
  return behind === '*' || behind === '{branch}' || context.environments.includes(behind) ? behind : null;
}

function functionArn(name: string, { peers }: ReferringContext): Part | null {
  const key = peers.get(name)?.key;
  if (key === undefined) return null;
  return { code: code`${member(code`backend`, key)}.resources.lambda.functionArn`, shown: `\${${name}.Arn}` };
}

function tableArn(name: string, context: ReferringContext, { tables }: Surroundings): Part | null {
  const table = tables.find(({ name: resource, tableName }) => (tableName ?? resource) === name);
  if (table === undefined) return null;
  context.needs.add('storage');
  const variable: Code = member(code`tables`, table.variable);
  return { code: code`${variable}.tableArn`, shown: `\${${name}.Arn}` };
}

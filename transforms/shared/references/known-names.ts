import { matchesWildcard } from '../../../src/core/wildcard.js';
import { type Code, code, member } from '../../../src/emit/code.js';
import { type Part } from '../lambda/intrinsics.js';
import { type ReferringContext } from './context.js';
import { type Surroundings } from './surroundings.js';

/**
 * People write the names that Gen 1 gives into policies: `…:function:resize-dev`, `…:table/Orders-*`. Resources of Gen 2
 * are called otherwise: the one that a name means takes its place, and those that a pattern means are added, for it may
 * mean others.
 */
export function byReference(
  parts: readonly Part[],
  context: ReferringContext,
  surroundings: Surroundings,
): readonly (readonly Part[])[] {
  const [start] = parts;
  if (typeof start !== 'string') return [parts];
  const shape = parts.map((part) =>
    typeof part === 'string' ? part : 'hole' in part ? `{${part.hole}}` : '\0',
  );
  const text = shape.join('');
  const [, kind, pattern, rest = ''] =
    /^arn:(?:aws|\{partition\}|\*):(lambda:[^:]*:[^:]*:function|dynamodb:[^:]*:[^:]*:table)[:/]([\w.*?{}-]+)((?:[:/].*)?)$/s.exec(
      text,
    ) ?? [];
  // Whatever its name is, `*` means it.
  if (kind === undefined || pattern === undefined || /^\*+$/.test(pattern)) return [parts];
  if (rest.includes('{') || text.includes('\0')) return [parts];
  const known = kind.startsWith('lambda')
    ? functionArns(pattern, context)
    : tableArns(pattern, context, surroundings);
  const arns = known.map((arn) => (rest === '' ? [arn] : [arn, rest]));
  return arns.length > 0 && !/[*?]/.test(kind + pattern) ? arns : [parts, ...arns];
}

/**
 * The name or the ARN that a variable holds, where it is Gen 1's of a function or of a table of the project. A function is
 * made after its variables: `itself` can't be among them.
 */
export function namedBy(
  parts: readonly Part[],
  context: ReferringContext,
  surroundings: Surroundings,
): readonly Part[] | 'itself' | undefined {
  const [found, ...others] = isArn(parts)
    ? byReference(parts, context, surroundings)
    : bareNames(parts, context, surroundings);
  if (found === undefined || others.length > 0 || found === parts) return undefined;
  const ofItself = `${context.backendFunction}.resources.lambda.`;
  const isItself = found.some(
    (part) => typeof part === 'object' && 'code' in part && part.code.startsWith(ofItself),
  );
  return isItself ? 'itself' : found;
}

function isArn([first]: readonly Part[]): boolean {
  return typeof first === 'string' && first.startsWith('arn:');
}

/** `<name>-<environment>`, as Gen 1 calls what it deploys. */
function bareNames(
  parts: readonly Part[],
  context: ReferringContext,
  surroundings: Surroundings,
): readonly (readonly Part[])[] {
  const text = parts
    .map((part) => (typeof part === 'string' ? part : 'hole' in part ? `{${part.hole}}` : '\0'))
    .join('');
  if (!/^[\w.-]+-(?:\{branch\}|\w+)$/.test(text)) return [];
  const arns = [...functionArns(text, context), ...tableArns(text, context, surroundings)];
  return arns.flatMap((part) =>
    typeof part === 'object' && 'code' in part
      ? [[{ ...part, code: part.code.replace(/Arn$/, 'Name') as Code }]]
      : [],
  );
}

/** Whether a pattern of a policy means `<name>-<environment>`. */
function means(pattern: string, name: string, { environments }: ReferringContext): boolean {
  return environments.some((environment) =>
    matchesWildcard(pattern.replaceAll('{branch}', environment), `${name}-${environment}`),
  );
}

function functionArns(pattern: string, context: ReferringContext): Part[] {
  return [...context.peers]
    .filter(([name]) => means(pattern, name, context))
    .map(([name, { key }]) => ({
      code: code`${member(code`backend`, key)}.resources.lambda.functionArn`,
      shown: `\${${name}.Arn}`,
    }));
}

function tableArns(pattern: string, context: ReferringContext, { tables }: Surroundings): Part[] {
  const meant = tables.filter(({ name, tableName }) => means(pattern, tableName ?? name, context));
  if (meant.length > 0) context.needs.add('storage');
  return meant.map(({ name, variable }) => {
    const table: Code = member(code`tables`, variable);
    return { code: code`${table}.tableArn`, shown: `\${${name}.Arn}` };
  });
}

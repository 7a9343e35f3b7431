import { code, literal } from '../../../src/emit/code.js';
import { type Hole, type Part } from './parts.js';
import { type Scope } from './scope.js';

/**
 * Names that Gen 1 makes from the id of the API, as references: `Post-<api id>-<env>` is the table of Post, and
 * `Post1a2b3c-role-<api id>-<env>` the role by which the API reads it. In Gen 2 both have other names.
 */
export function tablesByName(parts: readonly Part[], scope: Scope): Part[] {
  const result: Part[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const [before, api, dash, environment] = parts.slice(at, at + 4);
    const found = isHole(api, 'apiId') ? resourceBefore(before, scope) : null;
    if (found !== null && typeof before === 'string' && dash === '-' && isHole(environment, 'environment')) {
      result.push(before.slice(0, before.length - found.length), { kind: 'other', code: found.code });
      at += 3;
      continue;
    }
    const part = parts[at];
    if (part !== undefined) result.push(part);
  }
  return result.filter((part) => part !== '');
}

function isHole(part: Part | undefined, kind: Hole['kind']): boolean {
  return typeof part === 'object' && part.kind === kind;
}

/** The resource of a model whose name a text begins, and how much of the text belongs to the name. */
function resourceBefore(before: Part | undefined, scope: Scope) {
  if (typeof before !== 'string') return null;
  const role = /([A-Za-z_]\w*?)[0-9a-f]{6}-role-$/.exec(before);
  if (role?.[1] !== undefined && scope.models.has(role[1])) {
    const name = literal(`${role[1]}IAMRole`);
    return { length: role[0].length, code: code`resources.roles[${name}].roleName` };
  }
  const table = /([A-Za-z_]\w*)-$/.exec(before);
  if (table?.[1] === undefined || !scope.models.has(table[1])) return null;
  return { length: table[0].length, code: code`resources.tables[${literal(table[1])}].tableName` };
}

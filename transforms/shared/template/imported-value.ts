import { type Origin } from '../../../src/core/origin.js';
import { shown } from '../../../src/core/shown.js';
import { code, literal } from '../../../src/emit/code.js';
import { type Part, shownParts } from './parts.js';
import { Refusal } from './refusal.js';
import { type Scope } from './scope.js';

/**
 * What Gen 1's stacks of models export, as references to the Gen 2 resources: `<api>:GetAtt:PostTable:Name`,
 * `…:StreamArn` and `<api>:GetAtt:PostDataSource:Name`. Gen 2 exports nothing by these names.
 */
export function importedValue(name: readonly Part[], scope: Scope, origin: Origin): readonly Part[] {
  const [api, rest, more] = name;
  const [, id, attribute] = typeof rest === 'string' ? (/^:GetAtt:(\w+):(\w+)$/.exec(rest) ?? []) : [];
  const isApis = typeof api === 'object' && api.kind === 'apiId' && more === undefined;
  const model = id?.replace(/(?:Table|DataSource)$/, '') ?? '';
  if (!isApis || id === undefined || !scope.models.has(model)) {
    throw new Refusal(`it imports ${shown(shownParts(name), 120)}, which a stack of Gen 1 exports`, origin);
  }
  if (id.endsWith('DataSource')) return [`${model}Table`];
  const table = code`resources.tables[${literal(model)}]`;
  const property = attribute === 'StreamArn' ? code`tableStreamArn!` : code`tableName`;
  return [{ kind: 'other', code: code`${table}.${property}` }];
}

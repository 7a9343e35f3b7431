import { type Finding, finding } from '../../../src/core/finding.js';
import { type JsonNode, stringAt } from '../../../src/core/json.js';
import { textOf } from '../../shared/template/intrinsics.js';
import { NAME_PROPERTIES } from '../../shared/template/kinds.js';
import { shownParts } from '../../shared/template/parts.js';
import { type Scope } from '../../shared/template/scope.js';

/** A name of the user's that Gen 1 has given already: one with the id of the API in it is another one in Gen 2. */
export function fixedNameFinding(
  id: string,
  type: string,
  properties: ReadonlyMap<string, JsonNode>,
  scope: Scope,
): Finding[] {
  const property = Object.hasOwn(NAME_PROPERTIES, type) ? NAME_PROPERTIES[type] : undefined;
  const node = property === undefined ? undefined : properties.get(property);
  if (node === undefined) return [];
  const parts = textOf(node, scope);
  const isOwn = parts.every((part) => typeof part === 'string' || part.kind === 'environment');
  if (!isOwn) return [];
  return [finding('AM3301', 'data', node.origin, { name: id, type, fixed: shownParts(parts) })];
}

/** A data source that is named by text, and that neither the template nor a model has. */
export function dataSourceFinding(
  id: string,
  properties: ReadonlyMap<string, JsonNode>,
  resources: ReadonlyMap<string, JsonNode>,
  scope: Scope,
): Finding[] {
  const node = properties.get('DataSourceName');
  if (node?.kind !== 'scalar') return [];
  const dataSource = String(node.value);
  const ofModel = dataSource.endsWith('Table') && scope.models.has(dataSource.slice(0, -'Table'.length));
  if (ofModel || dataSource === 'NONE_DS') return [];
  for (const other of resources.values()) {
    if (stringAt(other, 'Properties', 'Name') === dataSource) return [];
  }
  return [finding('AM3302', 'data', node.origin, { name: id, dataSource })];
}

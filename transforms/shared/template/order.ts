import { at, type JsonNode, itemsOf, stringAt } from '../../../src/core/json.js';

/** The resources of a template, each after those that it refers to; a circle is left as it is written. */
export function sorted(resources: ReadonlyMap<string, JsonNode>): [string, JsonNode][] {
  const sources = new Map<string, string>();
  for (const [id, node] of resources) {
    const name = stringAt(node, 'Properties', 'Name');
    if (stringAt(node, 'Type') === 'AWS::AppSync::DataSource' && name !== undefined) sources.set(name, id);
  }
  const done = new Map<string, JsonNode>();
  const open = new Set<string>();
  const visit = (id: string, node: JsonNode): void => {
    if (done.has(id) || open.has(id)) return;
    open.add(id);
    const named = sources.get(stringAt(node, 'Properties', 'DataSourceName') ?? '');
    for (const name of [...referencesOf(node), ...(named === undefined ? [] : [named])]) {
      const other = resources.get(name);
      if (other !== undefined) visit(name, other);
    }
    done.set(id, node);
  };
  for (const [id, node] of resources) visit(id, node);
  return [...done];
}

/** Names that a resource may refer to. */
function* referencesOf(node: JsonNode): Generator<string> {
  const dependsOn = at(node, 'DependsOn');
  for (const item of dependsOn?.kind === 'array' ? itemsOf(dependsOn) : dependsOn ? [dependsOn] : []) {
    if (item.kind === 'scalar') yield String(item.value);
  }
  yield* namesIn(node);
}

function* namesIn(node: JsonNode): Generator<string> {
  if (node.kind === 'array') for (const item of node.items) yield* namesIn(item);
  if (node.kind !== 'object') return;
  const reference = stringAt(node, 'Ref') ?? stringAt(node, 'Fn::GetAtt', 0) ?? stringAt(node, 'Fn::GetAtt');
  if (reference !== undefined) yield reference.split('.')[0] ?? '';
  const text = stringAt(node, 'Fn::Sub') ?? stringAt(node, 'Fn::Sub', 0) ?? '';
  for (const [, name] of text.matchAll(/\$\{([^!}.]+)/g)) if (name !== undefined) yield name.trim();
  for (const member of node.members.values()) yield* namesIn(member);
}

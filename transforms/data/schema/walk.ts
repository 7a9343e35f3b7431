import { type ASTNode, type DirectiveNode, type DocumentNode } from 'graphql';
import { QueryDocumentKeys } from 'graphql/language/visitor.js';

/** Which members of each kind of node are walked. */
export type Keys = Readonly<Record<string, readonly string[]>>;

/** A node with the node or list that holds it, and all that hold that, outermost first: as `visit` hands them over. */
export type Look = (
  node: ASTNode,
  key: string | number | undefined,
  parent: Holder | undefined,
  ancestors: readonly Holder[],
) => void;

type Holder = ASTNode | readonly ASTNode[];

/** Who looks at the nodes of a kind, before and after what is inside of them. */
export interface Looks {
  readonly enter: readonly Look[];
  readonly leave: readonly Look[];
}

export const NO_LOOKS: Looks = { enter: [], leave: [] };

/** `visit` of graphql-js for those who change nothing, in a fraction of its time: it asks once for each kind of node. */
export function walk(root: ASTNode, looksAt: (kind: ASTNode['kind']) => Looks, keys: Keys): void {
  const ancestors: Holder[] = [];
  const kinds = new Map<string, Kind>();
  const kindOf = ({ kind }: ASTNode): Kind => {
    let known = kinds.get(kind);
    if (known === undefined) {
      const { enter, leave } = looksAt(kind);
      const members = keys[kind] ?? [];
      known = { enter, leave, members, isIdle: [enter, leave, members].every((list) => list.length === 0) };
      kinds.set(kind, known);
    }
    return known;
  };
  const look = (node: ASTNode, key: string | number | undefined, parent: Holder | undefined): void => {
    const { enter, leave, members, isIdle } = kindOf(node);
    if (isIdle) return;
    for (const call of enter) call(node, key, parent, ancestors);
    if (parent !== undefined) ancestors.push(parent);
    const values = node as unknown as Readonly<Record<string, Holder | undefined>>;
    for (const name of members) {
      const member = values[name];
      if (member === undefined) continue;
      if (!isList(member)) {
        look(member, name, node);
        continue;
      }
      ancestors.push(node);
      let index = 0;
      for (const item of member) {
        look(item, index, member);
        index += 1;
      }
      ancestors.pop();
    }
    if (parent !== undefined) ancestors.pop();
    for (const call of leave) call(node, key, parent, ancestors);
  };
  look(root, undefined, undefined);
}

interface Kind extends Looks {
  /** Members that are walked. */
  readonly members: readonly string[];
  /** True when nobody looks at such a node, or at anything inside of it. */
  readonly isIdle: boolean;
}

function isList(holder: Holder): holder is readonly ASTNode[] {
  return Array.isArray(holder);
}

function keysWithout(left: readonly string[]): typeof QueryDocumentKeys {
  const keys = Object.entries(QueryDocumentKeys).map(([kind, members]) => [
    kind,
    members.filter((member) => !left.includes(member)),
  ]);
  return Object.fromEntries(keys) as typeof QueryDocumentKeys;
}

const NAMES = ['name', 'alias', 'description', 'locations'];
export const WITHOUT_NAMES = keysWithout(NAMES);

/** On the way to all directives of a schema; there are none inside of one. */
const TO_DIRECTIVES: Keys = {
  ...keysWithout([...NAMES, 'type', 'types', 'interfaces', 'operationTypes', 'defaultValue']),
  Directive: [],
};

/** Every directive of a schema where it is used, in their order. */
export function directivesIn(document: DocumentNode): DirectiveNode[] {
  const directives: DirectiveNode[] = [];
  const enter: Look[] = [
    (node) => {
      if (node.kind === 'Directive') directives.push(node);
    },
  ];
  walk(document, (kind) => (kind === 'Directive' ? { enter, leave: [] } : NO_LOOKS), TO_DIRECTIVES);
  return directives;
}

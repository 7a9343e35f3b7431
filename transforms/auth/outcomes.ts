import { finding } from '../../src/core/finding.js';
import { type JsonNode } from '../../src/core/json.js';
import { type Disposition } from '../../src/core/ledger.js';
import { type AuthDraft } from './draft.js';
import { RESOURCE_PATH } from './facts-carried.js';
import { disagreement } from './groups.js';
import { type AuthModel } from './model.js';
import { type HandledBy } from './rules.js';
import { type Outcomes } from './settle.js';

/** What the parts of a plan with a user pool say of the keys that they handle. */
export function outcomes(
  model: AuthModel,
  draft: AuthDraft,
  fact: Outcomes['fact'],
  settled: { readonly hostedUi: Disposition | null; readonly adminQueries: Disposition | null },
): Outcomes {
  return {
    fact,
    handled(part, _key, node) {
      if (part === 'hostedUi' || part === 'adminQueries') {
        return settled[part] ?? { kind: 'bookkeeping', because: 'not in use' };
      }
      if (part === 'selection') return selection(draft);
      if (part === 'groups') return groupList(model, draft, node);
      return (
        commonOutcome(part, node, draft) ?? {
          kind: 'default',
          because: 'settled with its own documents',
        }
      );
    },
  };
}

/** Parts that end the same way whichever resources are made. */
export function commonOutcome(part: HandledBy, node: JsonNode, draft: AuthDraft): Disposition | null {
  if (part === 'names') {
    const name = node.kind === 'scalar' ? String(node.value) : '';
    const told = finding('AM1203', 'auth', node.origin, { name });
    draft.findings.push(told);
    return { kind: 'changed', target: { path: RESOURCE_PATH }, finding: told };
  }
  if (part === 'secret' || part === 'appId') {
    if (isEmpty(node)) return { kind: 'bookkeeping', because: 'empty' };
    if (part === 'appId')
      return { kind: 'bookkeeping', because: 'the id goes into a secret of the new backend' };
    const told = finding('AM1216', 'auth', node.origin, { key: lastSegment(node.origin.pointer) });
    draft.findings.push(told);
    return { kind: 'manual', finding: told };
  }
  return null;
}

function isEmpty(node: JsonNode): boolean {
  if (node.kind === 'scalar') return node.value === '' || node.value === null || node.value === '[]';
  return node.kind === 'array' ? node.items.length === 0 : node.members.size === 0;
}

function lastSegment(pointer: string): string {
  return pointer.slice(pointer.lastIndexOf('/') + 1);
}

function selection(draft: AuthDraft): Disposition {
  const target = { path: RESOURCE_PATH };
  const added = draft.findings.find(({ code }) => code === 'AM1202');
  return added ? { kind: 'changed', target, finding: added } : { kind: 'exact', target };
}

function groupList(model: AuthModel, draft: AuthDraft, node: JsonNode): Disposition {
  const different = model.groups ? disagreement(model.groups, model.config, model.form) : [];
  const target = { path: RESOURCE_PATH, property: 'groups' };
  if (different.length === 0) return { kind: 'exact', target };
  const groups = different.map((name) => `\`${name}\``).join(', ');
  const told = finding('AM1211', 'auth', node.origin, { groups }, target);
  draft.findings.push(told);
  return { kind: 'changed', target, finding: told };
}

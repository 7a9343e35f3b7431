import { finding } from '../../../src/core/finding.js';
import { at, itemsOf } from '../../../src/core/json.js';
import { type BucketsDraft } from './draft.js';
import { type BucketModel } from './model.js';

/** The functions that run for changes of files: functions bring the trigger when they move. */
export function tellTriggers(
  { triggers, document }: BucketModel,
  mode: 'define' | 'reference',
  draft: BucketsDraft,
): void {
  for (const { function: name, node } of triggers) {
    if (mode === 'reference') {
      const because = 'the existing bucket keeps the triggers that it has';
      draft.ledger.settle(node, { kind: 'default', because });
      continue;
    }
    const told = finding('AM2007', 'storage', node.origin, { function: name });
    draft.findings.push(told);
    draft.ledger.settle(node, { kind: 'manual', finding: told });
  }
  const additional = at(document, 'additionalTriggerFunctions');
  if (additional && itemsOf(additional).length > 0) {
    draft.findings.push(finding('AM2008', 'storage', additional.origin, {}));
    draft.ledger.settle(additional, { kind: 'bookkeeping', because: 'Gen 1 makes no trigger of it' });
  }
}

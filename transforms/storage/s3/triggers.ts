import { type PlanOptions } from '../../../src/core/feature.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { finding } from '../../../src/core/finding.js';
import { at, itemsOf } from '../../../src/core/json.js';
import { type BucketsDraft } from './draft.js';
import { functionsOfGen2 } from '../../shared/lambda/places.js';
import { type BucketModel } from './model.js';
import { type BucketContext } from './plan.js';

/** The functions that run for changes of files: functions bring the trigger when they move. */
export function tellTriggers(
  { triggers, document }: BucketModel,
  { app, options }: Pick<BucketContext, 'app' | 'options'>,
  mode: 'define' | 'reference',
  draft: BucketsDraft,
): void {
  const moved = triggers.length === 0 ? new Set<string>() : movedFunctions(app, options);
  for (const { function: name, node } of triggers) {
    if (mode === 'reference') {
      const because = 'the existing bucket keeps the triggers that it has';
      draft.ledger.settle(node, { kind: 'default', because });
      continue;
    }
    if (moved.has(name)) {
      draft.ledger.settle(node, { kind: 'override', target: { path: 'amplify/backend.ts' } });
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

/** Functions that Gen 2 has, by this run or an earlier one: with them come the trigger and the right. */
function movedFunctions(app: Gen1App, options: PlanOptions): ReadonlySet<string> {
  return new Set(functionsOfGen2(app, options).keys());
}

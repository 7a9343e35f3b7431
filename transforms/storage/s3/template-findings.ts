import { finding } from '../../../src/core/finding.js';
import { toValue } from '../../../src/core/json.js';
import { type BucketsDraft } from './draft.js';
import { type TemplateModel } from './template.js';

/** Tells what somebody wrote into the template and nothing here understands. */
export function tellUnclear(template: TemplateModel, draft: BucketsDraft): void {
  for (const { logicalId, why, node } of template.unclear) {
    const policy = JSON.stringify(toValue(node));
    const told = finding('AM2015', 'storage', node.origin, { name: logicalId, why, policy });
    draft.findings.push(told);
    draft.ledger.settle(node, { kind: 'manual', finding: told });
  }
  for (const { logicalId, type, node } of template.others) {
    const text = JSON.stringify(toValue(node));
    const told = finding('AM2016', 'storage', node.origin, { name: logicalId, type, text });
    draft.findings.push(told);
    draft.ledger.settle(node, { kind: 'manual', finding: told });
  }
}

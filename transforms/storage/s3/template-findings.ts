import { type Code } from '../../../src/core/codes/index.js';
import { finding } from '../../../src/core/finding.js';
import { toValue } from '../../../src/core/json.js';
import { type AccessChange } from '../../../src/core/plan.js';
import { type BucketsDraft } from './draft.js';
import { type TemplateModel } from './template.js';

/** Tells the policies of the template that nothing here understands. */
export function tellPolicies(template: TemplateModel, draft: BucketsDraft): void {
  for (const { logicalId, why, node } of template.unclear) {
    const policy = JSON.stringify(toValue(node));
    const told = finding('AM2015', 'storage', node.origin, { name: logicalId, why, policy });
    draft.findings.push(told);
    draft.ledger.settle(node, { kind: 'manual', finding: told });
    draft.access.push(unknownAccess(told.code));
  }
}

/** Tells what somebody wrote into the template beside the bucket and its policies. */
export function tellOthers(template: TemplateModel, draft: BucketsDraft): void {
  for (const { logicalId, type, node } of template.others) {
    const text = JSON.stringify(toValue(node));
    const told = finding('AM2016', 'storage', node.origin, { name: logicalId, type, text });
    draft.findings.push(told);
    draft.ledger.settle(node, { kind: 'manual', finding: told });
    if (type === 'AWS::S3::BucketPolicy') draft.access.push(unknownAccess(told.code));
  }
}

/** Rights that only a person can compare. */
export function unknownAccess(code: Code): AccessChange {
  return {
    principal: '*',
    action: '*',
    resource: 's3:*',
    gen1: 'what its policy says',
    gen2: 'without that policy',
    change: 'changed',
    proved: false,
    code,
  };
}

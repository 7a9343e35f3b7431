import { type Draft, type PlanOptions } from '../../src/core/feature.js';
import { type Finding, finding } from '../../src/core/finding.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { Ledger } from '../../src/core/ledger.js';
import { withNodeTypes } from '../../src/emit/node-types.js';
import { type StorageModel } from './model.js';
import { planBuckets } from './s3/plan.js';

/** The draft of storage: buckets and tables have files of their own and one ledger. */
export function planStorage(model: StorageModel, app: Gen1App, options: PlanOptions): Draft {
  const ledger = new Ledger();
  const buckets = planBuckets(model.buckets, app, options, ledger);
  const findings: Finding[] = [...buckets.findings];
  const entries = ledger.entries((leaf) => {
    const told = finding('AM0001', 'storage', leaf.origin, { key: leaf.origin.pointer });
    findings.push(told);
    return { kind: 'manual', finding: told };
  });
  const draft: Draft = {
    needs: buckets.needsAuth ? ['auth'] : [],
    files: buckets.files,
    backend: buckets.backend,
    dependencies: [],
    ledger: entries,
    findings,
    access: buckets.access,
    secrets: [],
  };
  return withNodeTypes(draft, 'storage');
}

import { type Draft, type FeatureId, type PlanOptions } from '../../src/core/feature.js';
import { type Finding, finding } from '../../src/core/finding.js';
import { type Gen1App } from '../../src/core/gen1-app.js';
import { Ledger } from '../../src/core/ledger.js';
import { withNodeTypes } from '../../src/emit/node-types.js';
import { planTables } from './dynamodb/index.js';
import { type StorageModel } from './model.js';
import { planBuckets } from './s3/plan.js';

/** The draft of storage: buckets and tables have files of their own and one ledger. */
export function planStorage(model: StorageModel, app: Gen1App, options: PlanOptions): Draft {
  const ledger = new Ledger();
  const buckets = planBuckets(model.buckets, app, options, ledger);
  const tables = planTables(model.tables, app, options, ledger);
  const findings: Finding[] = [...buckets.findings, ...tables.findings];
  const entries = ledger.entries((leaf) => {
    const told = finding('AM0001', 'storage', leaf.origin, { key: leaf.origin.pointer });
    findings.push(told);
    return { kind: 'manual', finding: told };
  });
  const ofBuckets: FeatureId[] = buckets.needsAuth ? ['auth'] : [];
  const draft: Draft = {
    needs: [...new Set([...ofBuckets, ...(tables.needs ?? [])])],
    files: [...buckets.files, ...tables.files],
    backend: {
      resources: [...buckets.backend.resources, ...tables.backend.resources],
      statements: [...buckets.backend.statements, ...tables.backend.statements],
    },
    dependencies: tables.dependencies,
    ledger: entries,
    findings,
    access: [...buckets.access, ...tables.access],
    secrets: tables.secrets,
  };
  return withNodeTypes(draft, 'storage');
}

import { type Finding, finding } from '../../../../src/core/finding.js';
import { type Gen1App } from '../../../../src/core/gen1-app.js';
import { type Code } from '../../../../src/emit/code.js';
import { Stay } from '../../../shared/override/scope.js';
import { type StorageTable } from '../model.js';
import { overrideCode } from './code.js';
import { type FoldedStatement } from './read.js';

/** What became of the statements of an override.ts. */
export interface WrittenOverride {
  readonly statements: readonly Code[];
  readonly findings: readonly Finding[];
  /** In the order of the file; null: in the emitted code. */
  readonly told: readonly (Finding | null)[];
}

/** The statements that depend on something, on the CfnTable of Gen 2; a finding for each that stays behind. */
export function writeOverride(
  { override, resource }: StorageTable,
  app: Gen1App,
  cfnTable: Code,
  taken: ReadonlySet<string>,
): WrittenOverride {
  const statements: Code[] = [];
  const findings: Finding[] = [];
  const context = { projectName: app.projectName, cfnTable, taken };
  const tell = (one: FoldedStatement, why: string): Finding => {
    const statement = String(one.statement.leaf.value).replace(/\s+/g, ' ');
    const told = finding('AM2116', 'storage', one.statement.leaf.origin, {
      table: resource.name,
      statement,
      why,
    });
    findings.push(told);
    return told;
  };
  const told = (override?.statements ?? []).map((one): Finding | null => {
    if (one.kind === 'stays') return tell(one, one.why);
    if (one.kind !== 'code') return null;
    try {
      statements.push(...overrideCode(one.statement.node, one.scope, context));
      return null;
    } catch (error) {
      if (!(error instanceof Stay)) throw error;
      return tell(one, error.message);
    }
  });
  const problem = override?.file.problem ?? null;
  if (problem !== null) {
    const { leaf, reason } = problem;
    findings.push(finding('AM2117', 'storage', leaf.origin, { table: resource.name, reason }));
  }
  return { statements, findings, told };
}

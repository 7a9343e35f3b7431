import { differentDecisions, differentTables, lostByClients } from './v1-differences.js';
import { bothGenerations, type Project } from './v1-generations.js';

/** What v2 makes otherwise of a schema of v1 that was carried over, and what was told of it. */
export interface Proof {
  /** Line and code of each finding. */
  readonly told: readonly string[];
  readonly access: readonly string[];
  readonly tables: readonly string[];
  readonly lost: readonly string[];
  readonly decisions: readonly string[];
}

/** Runs v1 on the schema and v2 on what it is carried over to, and compares tables, schemas and decisions. */
export async function proofOf(sdl: string, project: Project): Promise<Proof> {
  const both = await bothGenerations(sdl.trim(), project);
  const { findings, access } = both.carried;
  return {
    told: findings.map(({ origin, code }) => `${origin.line} ${code}`),
    access: access.map(
      ({ code, change, principal, action, resource }) =>
        `${code} ${change}: ${principal} ${action} ${resource.replace('graphql:', '')}`,
    ),
    tables: differentTables(both),
    lost: lostByClients(both),
    decisions: differentDecisions(both),
  };
}

/** Nothing told, nothing different. */
export const SAME: Proof = { told: [], access: [], tables: [], lost: [], decisions: [] };

import { MigrateError } from '../core/error.js';
import { type NextStep } from '../report/printer.js';
import { recover } from '../workspace/commit.js';
import { hasJournal } from '../workspace/journal.js';
import { realRoot } from '../workspace/place.js';

/**
 * Ends an earlier run that was interrupted while it wrote, and says how. A dry run writes nothing, so it can't, and
 * planning on half of a run would mislead.
 * @throws MigrateError when a dry run finds one
 */
export async function endInterrupted(outRoot: string, write: boolean): Promise<NextStep[]> {
  if (write) return remarksOn(await recover(outRoot));
  if (!(await hasJournal(await realRoot(outRoot)))) return [];
  throw new MigrateError(
    'An earlier run was interrupted while it wrote',
    'Run the same command with --write: it ends that run first, and says how.',
  );
}

function remarksOn(recovered: Awaited<ReturnType<typeof recover>>): NextStep[] {
  if (recovered === null) return [];
  return 'completed' in recovered
    ? [{ what: `An interrupted earlier run was completed first (${recovered.completed.length} files).` }]
    : [{ what: `An interrupted earlier run was undone first (${recovered.rolledBack.length} files).` }];
}

import { TriggerContext } from '../triggers/context.js';
import { type AdminQueriesEvent } from './model.js';

/** The planning of the function behind the admin queries; it is copied and settled as a trigger's is. */
export class AdminQueriesContext extends TriggerContext<AdminQueriesEvent> {
  readonly api = { path: `${this.folder}/api.ts` };

  override get label(): string {
    return 'the function of the admin queries';
  }
}

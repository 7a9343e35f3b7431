import { OF_GEN2 } from '../facts/ssm-variables.js';
import { type Request } from './decide.js';

interface IgnorableRequest {
  readonly action: RegExp;
  readonly resource?: RegExp;
  readonly because: string;
}

/** Requests whose answers may differ, and why that says nothing. */
export const IGNORABLE_REQUESTS: readonly IgnorableRequest[] = [
  {
    action: /^logs:(CreateLogGroup|CreateLogStream|PutLogEvents)$/i,
    because:
      "writing the function's own log: Gen 2 allows it by AWS's managed policy, Gen 1 by one of its own",
  },
  {
    // Code of Gen 1 asks for one secret at a time, too: those of Gen 1 have other paths.
    action: /^ssm:GetParameters?$/i,
    resource: OF_GEN2,
    because: 'reading the references and secrets of its own backend, which Gen 2 looks up at run time',
  },
  {
    action: /^lambda:/i,
    resource: /:function:\$\{Function\.[^{}]+\}:/,
    because: 'versions and aliases: functions of either generation have none',
  },
];

/** Whether an answer to this request says nothing about access. */
export function ignorable({ action, resource }: Pick<Request, 'action' | 'resource'>): boolean {
  return IGNORABLE_REQUESTS.some((one) => one.action.test(action) && (one.resource?.test(resource) ?? true));
}

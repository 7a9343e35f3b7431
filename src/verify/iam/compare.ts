import { type Access, type Principal } from './access.js';
import { type Decision, type Request, decide } from './decide.js';
import { ignorable } from './ignorable.js';
import { OF_GEN1 } from './names.js';
import { shownResource } from './shown.js';
import { requestsOf, shownContext } from './universe.js';

/** One request that the two generations answer differently. */
export interface AccessDifference {
  readonly principal: string;
  readonly action: string;
  /** `s3:private/other/any`, `table:orders`, `graphql:Query.listTodos`. */
  readonly resource: string;
  /** The circumstances, as in `s3:prefix=public/`. */
  readonly when: string;
  readonly gen1: string;
  readonly gen2: string;
}

export interface CompareAccessOptions {
  /** The principals to compare. Default: those that either side has. */
  readonly principals?: (name: string) => boolean;
  /** The actions to compare, for principals whose other rights are not looked at. Default: all. */
  readonly actions?: (action: string, principal: string) => boolean;
  /** Requests that something else decides as well. */
  readonly except?: (request: Request) => boolean;
}

/** Asks both sides everything that either mentions, for every principal. */
export function compareAccess(
  gen1: Access,
  gen2: Access,
  options: CompareAccessOptions = {},
): AccessDifference[] {
  const {
    principals = (): boolean => true,
    actions = (): boolean => true,
    except = (): boolean => false,
  } = options;
  const names = [...new Set([...gen1.keys(), ...gen2.keys()])].filter(principals);
  return names.flatMap((principal) => {
    const [before, after] = [gen1.get(principal), gen2.get(principal)];
    const statements = [before, after].flatMap((side) => side?.policies.statements ?? []);
    const requests = requestsOf(statements).filter(
      (request) => actions(request.action, principal) && !ignorable(request) && !except(request),
    );
    return requests.flatMap((request) => {
      const [left, right] = [answer(before, inGen1(request)), answer(after, request)];
      const isSame = left === right || (request !== inGen1(request) && right === 'denied');
      return isSame ? [] : [difference(principal, request, left, right)];
    });
  });
}

/**
 * What Gen 1 has deployed is to Gen 1 the resource itself; to Gen 2 it stands beside the new one, and nobody needs
 * it there.
 */
function inGen1(request: Request): Request {
  const resource = request.resource.replaceAll(`\${${OF_GEN1}`, '${');
  return resource === request.resource ? request : { ...request, resource };
}

function answer(principal: Principal | undefined, request: Request): string {
  if (!principal) return 'denied';
  const context = new Map([...principal.context, ...request.context]);
  return shownDecision(decide(principal.policies, { ...request, context }));
}

function shownDecision(decision: Decision): string {
  return decision.outcome === 'unknown' ? `unknown: ${decision.because}` : decision.outcome;
}

function difference(
  principal: string,
  { action, resource, context }: Request,
  gen1: string,
  gen2: string,
): AccessDifference {
  return { principal, action, resource: shownResource(resource), when: shownContext(context), gen1, gen2 };
}

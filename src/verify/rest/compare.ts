import { type FactDifference, differencesBetween } from '../facts/compare.js';
import { decide } from '../iam/decide.js';
import { type Principal } from '../iam/access.js';
import { namedByGen2, type RestApi, type RestFacts } from './facts.js';
import { type Method } from './routes.js';

/** One or several verbs on a path that the two generations answer differently. */
export interface RestDifference {
  /** `guest`; `*` is whoever knows the address. */
  readonly principal: string;
  /** `GET, POST` */
  readonly verbs: string;
  /** `rest:items/orders/any` */
  readonly resource: string;
  readonly gen1: string;
  readonly gen2: string;
  readonly change: 'widened' | 'narrowed' | 'changed';
}

const VERBS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const EVERYBODY = '*';

/** APIs that both sides have, or that policies of Gen 2 name; those of Gen 2 alone are new. */
export function comparedApis(gen1: RestFacts, gen2: RestFacts): string[] {
  const named = [...gen1.apis.keys()].filter((api) => namedByGen2(api, gen2) !== undefined);
  return [...new Set([...gen2.apis.keys(), ...named])];
}

/** Facts of the APIs that do not decide who may call them. */
export function compareRestSettings(gen1: RestFacts, gen2: RestFacts): FactDifference[] {
  return [...gen2.apis].flatMap(([name, api]) =>
    differencesBetween(
      { RestApis: { [name]: gen1.apis.get(name)?.settings ?? null } },
      { RestApis: { [name]: api.settings } },
      [],
    ),
  );
}

/** Who may call which path with which verb. */
export function compareRestAccess(gen1: RestFacts, gen2: RestFacts): RestDifference[] {
  return comparedApis(gen1, gen2).flatMap((name) => {
    const [before, after] = [
      deployments(gen1, name),
      [...deployments(gen2, name), ...ofGen1(gen1, gen2, name)],
    ];
    const found = placesOf([...before, ...after]).flatMap((path) =>
      principalsOf(gen1, gen2).flatMap((principal) =>
        VERBS.flatMap((verb) => {
          const ask = (facts: RestFacts, among: readonly Deployed[]): string =>
            answer({ principal, caller: facts.callers.get(principal), verb, path }, among);
          const [left, right] = [ask(gen1, before), ask(gen2, after)];
          return left === right
            ? []
            : [{ principal, verbs: verb, resource: `rest:${name}${path}`, ...changed(left, right) }];
        }),
      ),
    );
    return joined(found.filter((one) => !isSaidOfAll(one, found)));
  });
}

/** An API that requests can be sent to. */
interface Deployed {
  /** What policies call it. */
  readonly id: string;
  readonly api: RestApi;
  /** Whether only those are counted who need a policy. */
  readonly signedOnly: boolean;
}

function deployments({ apis }: RestFacts, name: string): Deployed[] {
  const api = apis.get(name);
  return api ? [{ id: `Rest.${name}`, api, signedOnly: false }] : [];
}

/** The API of Gen 1 answers those whom policies of Gen 2 let call it. */
function ofGen1(gen1: RestFacts, gen2: RestFacts, name: string): Deployed[] {
  const api = gen1.apis.get(name);
  const id = namedByGen2(name, gen2);
  if (api === undefined || id === undefined) return [];
  // Where it has a successor, what asks for no policy is not what the new backend opens.
  return [{ id, api, signedOnly: gen2.apis.has(name) }];
}

function principalsOf(...sides: readonly RestFacts[]): string[] {
  return [...new Set([EVERYBODY, ...sides.flatMap(({ callers }) => [...callers.keys()])])];
}

/** A request for each route; parameters stand for anything. */
function placesOf(deployed: readonly Deployed[]): string[] {
  const paths = deployed.flatMap(({ api }) =>
    api.methods
      .filter(({ verb }) => verb !== 'OPTIONS')
      .map(({ path }) => path.replace(/\{[^{}]+\}/g, 'any')),
  );
  return [...new Set(paths)];
}

interface Asked {
  readonly principal: string;
  readonly caller: Principal | undefined;
  readonly verb: string;
  readonly path: string;
}

/** The most that any of them says. */
function answer(asked: Asked, deployed: readonly Deployed[]): string {
  const answers = deployed.map((one) => answerOf(asked, one));
  return answers.find((one) => one === 'allowed') ?? answers.find((one) => one !== 'denied') ?? 'denied';
}

function answerOf(asked: Asked, { id, api, signedOnly }: Deployed): string {
  const method = methodFor(asked, api.methods);
  if (method === undefined || (signedOnly && method.caller.kind !== 'signed')) return 'denied';
  const decided = decidedBy(asked, method, id, api.stages);
  return method.needsKey && decided !== 'denied' ? `${decided} with an API key` : decided;
}

/** A token of the user pool is that of somebody who is signed in, whichever role the identity pool gives them. */
function decidedBy(asked: Asked, { caller }: Method, id: string, stages: readonly string[]): string {
  switch (caller.kind) {
    case 'everybody':
      return 'allowed';
    case 'other':
      return `${caller.by} decides`;
    case 'token': {
      const { pools, scopes } = caller;
      if (asked.principal === EVERYBODY || asked.principal === 'guest') return 'denied';
      const others = pools.filter((pool) => !/(?:^|\/)\$\{UserPool\}$/.test(pool));
      const where = others.length === pools.length ? ` for users of ${others.join(', ')}` : '';
      return `allowed${where}${scopes.length === 0 ? '' : ` with a token for ${scopes.join(', ')}`}`;
    }
    case 'signed':
      return signed(asked, id, stages);
  }
}

function signed({ caller, verb, path }: Asked, id: string, stages: readonly string[]): string {
  if (caller === undefined) return 'denied';
  const answers = (stages.length === 0 ? ['any'] : stages).map((stage) => {
    const resource = `arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}}/${stage}/${verb}${path}`;
    const { context } = caller;
    const decision = decide(caller.policies, { action: 'execute-api:Invoke', resource, context });
    return decision.outcome === 'unknown' ? `unknown: ${decision.because}` : decision.outcome;
  });
  return answers.find((one) => one === 'allowed') ?? answers.find((one) => one !== 'denied') ?? 'denied';
}

/** API Gateway looks for the resource first, the more literal the better, and for the verb there. */
function methodFor({ verb, path }: Asked, methods: readonly Method[]): Method | undefined {
  const ranked = [...new Set(methods.map((one) => one.path))]
    .map((route) => ({ route, rank: rankOf(route, path) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => ((a.rank ?? '') < (b.rank ?? '') ? 1 : -1));
  const here = methods.filter((one) => one.path === ranked[0]?.route);
  return here.find((one) => one.verb === verb) ?? here.find((one) => one.verb === 'ANY');
}

/** One letter for each part of the path; null when the route is for other paths. */
function rankOf(route: string, path: string): string | null {
  const parts = path.split('/').slice(1);
  let rank = '';
  for (const part of route.split('/').slice(1)) {
    const given = parts.shift();
    if (/^\{[^{}]+\+\}$/.test(part)) return given === undefined || given === '' ? null : `${rank}a`;
    if (given === undefined) return null;
    const isAny = /^\{[^{}]+\}$/.test(part);
    if (!isAny && given !== part) return null;
    rank += isAny ? 'b' : 'c';
  }
  return parts.length === 0 ? rank : null;
}

/** What everybody may is no news of each. */
function isSaidOfAll(one: RestDifference, found: readonly RestDifference[]): boolean {
  return (
    one.principal !== EVERYBODY &&
    found.some(
      ({ principal, verbs, resource, gen1, gen2 }) =>
        principal === EVERYBODY &&
        verbs === one.verbs &&
        resource === one.resource &&
        (gen1 === one.gen1 || gen2 === 'allowed') &&
        gen2 === one.gen2,
    )
  );
}

function joined(found: readonly RestDifference[]): RestDifference[] {
  const groups = new Map<string, RestDifference>();
  for (const one of found) {
    const key = JSON.stringify([one.principal, one.resource, one.gen1, one.gen2]);
    const known = groups.get(key);
    groups.set(key, { ...one, verbs: known ? `${known.verbs}, ${one.verbs}` : one.verbs });
  }
  return [...groups.values()];
}

/** Answers that depend on something lie between those that don't. */
function changed(gen1: string, gen2: string): Pick<RestDifference, 'gen1' | 'gen2' | 'change'> {
  if (gen1 === 'denied' || gen2 === 'allowed') return { gen1, gen2, change: 'widened' };
  return { gen1, gen2, change: gen2 === 'denied' || gen1 === 'allowed' ? 'narrowed' : 'changed' };
}

import { type Received } from './fake/exchange.js';
import { startFake } from './fake/server.js';
import { type Recorded, recorded, stable } from './record.js';
import { reroute } from './reroute.js';

/** A module of an app. */
export interface Case {
  /** What the app does; its value is what it has of it. */
  run(): Promise<unknown>;
  /** Whether somebody has signed in before. */
  readonly signedIn?: boolean;
}

/** What a version of the library is told outside of the cases. */
export interface Side {
  configure(): void;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
}

/** What a case sent, and what its caller has of it. */
export interface Observed {
  readonly requests: readonly Recorded[];
  readonly result: unknown;
}

const PATIENCE = 20_000;

/** Runs the cases one after the other and sends what was observed to the process that started this one. */
export async function main(side: Side, cases: Readonly<Record<string, Case>>): Promise<void> {
  let requests: Recorded[] = [];
  const { port } = await startFake((request: Received) => {
    const one = recorded(request);
    if (one !== null) requests.push(one);
  });
  reroute(port);
  side.configure();
  const observed: Record<string, Observed> = {};
  for (const [name, one] of Object.entries(cases)) {
    await side.signOut();
    if (one.signedIn === true) await side.signIn();
    requests = [];
    const result = stable(await outcome(one));
    observed[name] = { requests: [...requests], result };
  }
  process.send?.(observed);
}

async function outcome(one: Case): Promise<unknown> {
  const late = new Promise((_, reject) => {
    setTimeout(() => {
      reject(new Error(`not done after ${String(PATIENCE)} ms`));
    }, PATIENCE).unref();
  });
  try {
    return { given: await Promise.race([one.run(), late]) };
  } catch (error) {
    if (!(error instanceof Error)) return { thrown: error };
    return { thrown: { name: error.name, message: error.message } };
  }
}

import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MigrateError } from '../core/error.js';
import { diskError, hasCode, statsOf } from './disk.js';
import { LOCK, shownPath } from './paths.js';

/** Told before each thing that a kill could interrupt; tests kill the process there. */
export type Step = (name: string) => void;

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Tells two locks of the same process apart, and a process from a dead one whose pid it got. */
  readonly token: string;
}

const heldHere = new Set<string>();

/**
 * Runs `work` while no other run can write below `root`, which `realRoot` returned. The lock of a process
 * that is dead is taken over.
 * @throws MigrateError when another run holds the lock, or the root can't be written
 */
export async function withLock<T>(root: string, work: () => Promise<T>, step: Step = () => {}): Promise<T> {
  const token = randomBytes(8).toString('hex');
  heldHere.add(token);
  try {
    await lock(root, token, step);
    try {
      step('locked');
      return await work();
    } finally {
      await rm(join(root, LOCK), { force: true });
    }
  } finally {
    heldHere.delete(token);
  }
}

async function lock(root: string, token: string, step: Step): Promise<void> {
  try {
    await acquire(root, LOCK, token, step, 0);
  } catch (error) {
    throw diskError(error, LOCK, 'written', 'Check the permissions and the free space of the project.');
  }
}

const ATTEMPTS = 5;
/** Runs that died one after the other while they took a lock over. */
const MAX_DEPTH = 5;

async function acquire(root: string, name: string, token: string, step: Step, depth: number): Promise<void> {
  if (depth > MAX_DEPTH) throw held(name, null);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await create(join(root, name), token, step)) return;
    const owner = await ownerOf(join(root, name));
    if (owner === 'gone') continue;
    if (owner !== 'unknown' && isAlive(owner)) throw held(name, owner);
    if (await takeOver(root, name, owner, token, step, depth)) return;
  }
  throw held(name, null);
}

async function create(file: string, token: string, step: Step): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    try {
      step('lock opened');
      const owner: Owner = { pid: process.pid, host: hostname(), token };
      await handle.writeFile(`${JSON.stringify(owner)}\n`);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Replaces the lock of a dead owner. Whoever does that first creates a lock named after the dead owner's
 * token and renames it over the old one: without it, the second of two runs that found the same dead owner
 * would remove the lock that the first has just made.
 */
async function takeOver(
  root: string,
  name: string,
  dead: Owner | 'unknown',
  token: string,
  step: Step,
  depth: number,
): Promise<boolean> {
  const label = dead === 'unknown' ? 'unknown' : dead.token;
  const claim = `${LOCK}.${label}`;
  if (claim === name) {
    // Nobody wrote an owner into the claim either: its process died while it made it.
    await rm(join(root, claim), { force: true });
    return false;
  }
  await acquire(root, claim, token, step, depth + 1);
  step('lock claimed');
  const now = await ownerOf(join(root, name));
  if (now === 'gone' || (now === 'unknown' ? 'unknown' : now.token) !== label) {
    await rm(join(root, claim), { force: true });
    return false;
  }
  await rename(join(root, claim), join(root, name));
  return true;
}

const SIZE_LIMIT = 4096;

/** `unknown` when it does not say, even after the time that an owner needs to write its name. */
async function ownerOf(file: string): Promise<Owner | 'unknown' | 'gone'> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const stats = await statsOf(file);
    if (stats === null) return 'gone';
    if (stats.isDirectory()) throw held(LOCK, null);
    if (!stats.isFile() || stats.size > SIZE_LIMIT) return 'unknown';
    const owner = parseOwner(await readOwn(file));
    if (owner !== null) return owner;
    await sleep(20);
  }
  return 'unknown';
}

async function readOwn(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
}

const OWNER = /^\{"pid":([1-9]\d{0,9}),"host":("[^"\\\p{C}]*"),"token":"([0-9a-f]{16})"\}\n$/u;

function parseOwner(text: string): Owner | null {
  const [, pid, host, token] = OWNER.exec(text) ?? [];
  if (pid === undefined || host === undefined || token === undefined) return null;
  return { pid: Number(pid), host: host.slice(1, -1), token };
}

/** On another machine, or in another container, a pid says nothing: such an owner counts as alive. */
function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname()) return true;
  if (owner.pid === process.pid) return heldHere.has(owner.token);
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false;
    if (hasCode(error, 'EPERM')) return true;
    throw error;
  }
}

function held(name: string, owner: Owner | null): MigrateError {
  const who = owner === null ? 'Another run' : `Another run (process ${owner.pid} on ${owner.host})`;
  return new MigrateError(
    `${who} is writing to this project`,
    `Wait until it has ended; if there is no such run, delete ${shownPath(name)}.`,
  );
}

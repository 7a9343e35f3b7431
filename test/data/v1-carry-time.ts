// Prints how much processor time 500 models of version 1 take: to parse and print, and to carry over.
import { parse, print } from 'graphql';
import { carry } from './v1-generations.js';

const sdl = Array.from(
  { length: 500 },
  (
    _,
    n,
  ) => `type M${n} @model @auth(rules: [{ allow: owner }, { allow: groups, groups: ["A", "B"], operations: [read] }])
  @key(name: "byName", fields: ["name", "at"], queryField: "m${n}ByName") {
  id: ID! name: String! at: Int secret: String @auth(rules: [{ allow: groups, groups: ["A"], operations: [read] }])
  next: [M${(n + 1) % 500}] @connection(name: "C${n}") back: M${(n + 499) % 500} @connection(name: "C${(n + 499) % 500}") }`,
).join('\n');

/** Microseconds of processor time since a reading. */
function cpu(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return user + system;
}

const parsing = process.cpuUsage();
const document = parse(sdl);
print(document);
const read = cpu(parsing);
const carrying = process.cpuUsage();
const { findings } = carry(document, { defaultMode: 'userPools' });
const carried = cpu(carrying);
const errors = findings.filter(({ level }) => level === 'error').length;
process.stdout.write(JSON.stringify({ read, carried, errors }));

import { listed } from '../shown.js';
import { code } from './define.js';

/** What was written, by the way that it was written. */
const WRITTEN = { builder: 'the schema of `a.schema()`', sdl: 'the SDL that was written' } as const;

/** AM300x: how the whole of data is written. */
export const DATA_PLAN_CODES = {
  AM3001: code({
    level: 'note',
    title: 'How the schema is written',
    message: (p: { lane: string; what: string; costs: readonly string[] }) =>
      `\`--schema ${p.lane}\`: ${p.what}. ${p.costs.join('. ')}`,
    why: 'Each way keeps another part of what Gen 1 did; the first that keeps all of it is taken.',
    remedy:
      'Change the lines that are named, in Gen 1 and deployed, to get a more idiomatic way; or name one with --schema.',
  }),
  AM3003: code({
    level: 'error',
    title: 'More than one GraphQL API',
    message: (p: { name: string; chosen: string }) =>
      `\`${p.name}\` is a second GraphQL API beside \`${p.chosen}\`; it was not moved`,
    why: 'A Gen 2 backend has one `data`; what the other API serves would be gone.',
    remedy: 'Move it by hand, as an AmplifyGraphqlApi in a stack of its own.',
  }),
  AM3004: code({
    level: 'error',
    title: 'An API without a schema',
    message: (p: { folder: string }) => `${p.folder} has neither schema.graphql nor a folder schema/`,
    why: 'Without its schema the API cannot be moved, and leaving it out would be silent.',
    remedy: 'Run `amplify pull` to get the schema back, or `amplify remove api` if it is no longer used.',
  }),
  AM3005: code({
    level: 'warning',
    title: 'Resolvers that call functions of Gen 1',
    message: (p: { functions: readonly string[] }) =>
      `${listed(p.functions.map((name) => `\`${name}\``))}: the API calls the functions that Gen 1 has deployed`,
    why: 'The functions are not part of the Gen 2 backend yet: removing Gen 1 removes them, and changes to their code are deployed by Gen 1 only.',
    remedy: 'Move the functions before Gen 1 is removed, and name the Gen 2 function in the handler.',
  }),
  AM3006: code({
    level: 'error',
    title: 'The schema did not pass the round trip',
    message: (p: { way: 'builder' | 'sdl'; facts: readonly string[] }) =>
      `${WRITTEN[p.way]}, run with the packages of the project, is not that of Gen 1, by what no other finding tells: ${listed(p.facts, 8)}`,
    why: 'The code was written because it was to mean the same. What it means is read back from the packages themselves, and they are right.',
    remedy: (p: { way: 'builder' | 'sdl' }) =>
      `Use \`--schema ${p.way === 'builder' ? 'sdl' : 'construct'}\`, which \`--schema auto\` does by itself, and please report the line as a bug of amplify-migrate.`,
  }),
  AM3007: code({
    level: 'warning',
    title: 'The round trip of the schema could not be made',
    message: (p: { way: 'builder' | 'sdl'; problem: string }) =>
      `${WRITTEN[p.way]} was not compared with that of Gen 1: ${p.problem}`,
    why: 'The packages of the backend are installed, but they refuse the schema of Gen 1 or the one that was written: what they refuse can not be deployed either, or is not proved.',
    remedy: 'Look at what is named; then try the backend in a sandbox before the cutover.',
  }),
  AM3008: code({
    level: 'warning',
    title: 'A relation that the global rule opened',
    message: (p: { field: string; model: string }) =>
      `The API key read \`${p.field}\` past the rules of ${p.model}, which do not let it read; now they hold`,
    why: 'Gen 1 guards no relation of a model whose only rule is `globalAuthRule`. Gen 2 guards every relation by the rules of the model that it leads to. Access is narrower than it was.',
    remedy: (p: { model: string }) =>
      `If that was meant, let the API key read ${p.model} by a rule of its own; otherwise nothing is to do.`,
  }),
  AM3009: code({
    level: 'warning',
    title: 'A list that Gen 1 hid',
    message: (p: { path: string; model: string; callers: readonly string[] }) =>
      `\`${p.path}\` gives the records of ${p.model} to callers (${listed(p.callers)}) for whom the list of Gen 1 had no items`,
    why: 'Gen 1 puts the modes of other models on the type of such a list, and not the mode of these callers, so that AppSync refuses its `items`. Gen 2 puts all modes on it whose rules allow the list. Access is wider than it was.',
    remedy: (p: { path: string; model: string }) =>
      `Let the rules of ${p.model} in Gen 1 say who may list it, or remove \`${p.path}\`, if these callers are to see nothing.`,
  }),
  AM3013: code({
    level: 'warning',
    title: 'A list that the global rule shuts',
    message: (p: { path: string; model: string; callers: readonly string[] }) =>
      `\`${p.path}\` gives no records of ${p.model} to callers (${listed(p.callers)}) who saw them in Gen 1`,
    why: 'The global rule is written on a model that has such a list as a field, which puts the API key on the type of the list; nothing puts the default mode there beside it, so that AppSync refuses its `items`. Access is narrower than it was.',
    remedy: (p: { model: string }) =>
      `Give the model with the list a rule of its own in Gen 1, for the callers of ${p.model}, and deploy it.`,
  }),
  AM3014: code({
    level: 'warning',
    title: 'A type that the global rule opens',
    message: (p: { type: string; modes: readonly string[] }) =>
      `Callers by ${listed(p.modes.map((mode) => `@${mode}`))} see the fields of \`${p.type}\`, which Gen 1 hid from them`,
    why: 'Gen 1 gives the API key to a type that a model without rules holds, and leaves out the default mode of the other models that hold it, so that AppSync refuses its fields to their callers. With the rule written on the models the type has both. Access is wider than it was.',
    remedy: (p: { type: string }) =>
      `Give the models types of their own in place of \`${p.type}\`, if these callers are to see nothing of it; otherwise nothing is to do.`,
  }),
  AM3011: code({
    level: 'warning',
    title: 'The global rule reaches a model between two others',
    message: (p: { join: string; model: string }) =>
      `The API key reads and writes \`${p.join}\`, for which Gen 1 had the rules of ${p.model} alone`,
    why: 'The global rule is written on the models without rules, and `@manyToMany` gives the model between two others the rules of both. Access is wider than it was.',
    remedy:
      'Write rules in Gen 1 on the model that has none, or use `--schema builder`, which writes the model between them out.',
  }),
  AM3012: code({
    level: 'warning',
    title: 'Public subscriptions are for the default mode',
    message: (p: { model: string }) =>
      `The API key does not listen to ${p.model} any more: subscriptions with \`level: public\` are for callers of the default mode`,
    why: 'Gen 1 lets the API key do everything with a model whose only rule is `globalAuthRule`. Gen 2 writes the rule on the model, and no directive on subscriptions of this level.',
    remedy: (p: { model: string }) =>
      `Remove \`level: public\` from ${p.model} in Gen 1, so that the rule holds for its subscriptions as well.`,
  }),
} as const;

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Json } from '../../src/core/json.js';
import { type Gen1Template, gen1Stacks } from '../../src/verify/gen1-stacks.js';
import { type Stacks, parseTemplate } from '../../src/verify/template.js';

/** The stacks of auth of a Gen 1 project that has its built templates, as `amplify push` leaves them. */
export function gen1StacksOf(root: string, env: string): Stacks {
  const backend = join(root, 'amplify/backend');
  const name = readdirSync(join(backend, 'auth')).find((folder) => folder !== 'userPoolGroups') ?? '';
  const auth = join(backend, 'auth', name, 'build');
  const groups = join(backend, 'auth/userPoolGroups/build');
  const triggers = join(auth, 'auth-trigger-cloudformation-template.json');
  return gen1Stacks({
    env,
    auth: { name, ...templateIn(auth, name) },
    ...(existsSync(groups) && { groups: templateIn(groups, 'userPoolGroups') }),
    ...(existsSync(triggers) && { triggers: parseTemplate(readFileSync(triggers, 'utf8')) }),
    functions: foldersIn(join(backend, 'function')).map((fn) => {
      const { template, parameters } = templateIn(join(backend, 'function', fn), fn);
      return { name: fn, template, parameters: { ...parameters, ...teamProvider(root, env, fn) } };
    }),
  });
}

/** Values of one environment, which Gen 1 lays over parameters.json. */
function teamProvider(root: string, env: string, fn: string): Record<string, Json> {
  const file = join(root, 'amplify/team-provider-info.json');
  if (!existsSync(file)) return {};
  type Category = Record<string, Record<string, Json> | undefined>;
  const info = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    { categories?: { function?: Category } }
  >;
  return info[env]?.categories?.function?.[fn] ?? {};
}

function templateIn(folder: string, name: string): Gen1Template {
  const parameters = join(folder, 'parameters.json');
  return {
    template: parseTemplate(readFileSync(join(folder, `${name}-cloudformation-template.json`), 'utf8')),
    parameters: existsSync(parameters)
      ? (JSON.parse(readFileSync(parameters, 'utf8')) as Record<string, Json>)
      : {},
  };
}

function foldersIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

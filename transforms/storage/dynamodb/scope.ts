import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, membersOf, stringAt } from '../../../src/core/json.js';
import { type Origin } from '../../../src/core/origin.js';
import { shown } from '../../../src/core/shown.js';
import { type Code, code, literal } from '../../../src/emit/code.js';
import { type Part } from '../../shared/template/parts.js';
import { Refusal } from '../../shared/template/refusal.js';
import { type Scope } from '../../shared/template/scope.js';
import { type StorageTable } from './model.js';

/** What the emission of a module gives to the values of a template. */
export type ScopeParts = Pick<Scope, 'resource' | 'condition' | 'use'>;

/** What the names in the template of a table stand for. */
export function templateScope(table: StorageTable, app: Gen1App, parts: ScopeParts): Scope {
  const { template } = table;
  return {
    mappings: at(template ?? undefined, 'Mappings'),
    conditions: membersOf(at(template ?? undefined, 'Conditions')),
    models: new Set(),
    parameter: (name, origin) => parameterOf(name, origin, table, app),
    ...parts,
  };
}

/** For values that are looked at and never written. */
export function plainScope(table: StorageTable, app: Gen1App): Scope {
  return templateScope(table, app, {
    resource: (id, origin) => {
      if (at(table.template ?? undefined, 'Resources', id) === undefined) return null;
      throw new Refusal(`it needs ${shown(id)}, which is known at deployment only`, origin);
    },
    condition: () => code`condition`,
    use: (name) => name as Code,
  });
}

/** The value of a parameter of the template: of each environment, of all of them, or its default. */
function parameterOf(
  name: string,
  origin: Origin,
  table: StorageTable,
  app: Gen1App,
): readonly Part[] | null {
  if (name === 'env') return [{ kind: 'environment', code: code`environmentName` }];
  const declaration = at(table.template ?? undefined, 'Parameters', name);
  if (declaration === undefined) return null;
  const noEcho = at(declaration, 'NoEcho');
  if (noEcho?.kind === 'scalar' && String(noEcho.value) === 'true') {
    throw new Refusal(`${shown(name)} is a secret (NoEcho)`, origin);
  }
  const common = scalarText(at(table.settings ?? undefined, name)) ?? scalarText(at(declaration, 'Default'));
  const own = new Map<string, string>();
  for (const { name: environment, teamProvider } of app.environments) {
    const value =
      scalarText(at(teamProvider ?? undefined, 'categories', 'storage', table.resource.name, name)) ?? common;
    if (value !== undefined) own.set(environment, value);
  }
  const chosen = own.get(app.environment.name) ?? common;
  if (chosen === undefined) throw new Refusal(unknown(name, table), origin);
  if ([...own.values()].every((value) => value === chosen)) return [chosen];
  const values = literal(Object.fromEntries(own));
  const found = code`((${values} as Record<string, string>)[environmentName] ?? ${literal(chosen)})`;
  return [{ kind: 'other', code: found }];
}

function unknown(name: string, { settings }: StorageTable): string {
  const given = at(settings ?? undefined, name);
  const stack = stringAt(given, 'Fn::GetAtt', 0) ?? stringAt(given, 'Ref');
  if (stack !== undefined)
    return `the parameter ${shown(name)} comes from ${shown(stack)}, another part of Gen 1`;
  return `the value of the parameter ${shown(name)} is not in the repository`;
}

function scalarText(node: JsonNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;
}

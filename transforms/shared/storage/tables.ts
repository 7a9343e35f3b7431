import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { at, stringAt } from '../../../src/core/json.js';
import { isBindable } from '../../../src/emit/code.js';

/** The DynamoDB tables of the storage category. */
export function tableResources(app: Gen1App): readonly Gen1Resource[] {
  return app.resources.filter((resource) => resource.category === 'storage' && isTable(resource, app));
}

/** Without backend-config.json the files tell: the template of a bucket is called after S3. */
function isTable({ config, name, folder, files }: Gen1Resource, app: Gen1App): boolean {
  const service = stringAt(config ?? undefined, 'service');
  if (service !== undefined) return service === 'DynamoDB';
  if (config !== null || app.documents.backendConfig !== null) return false;
  if (files.includes(`${name}-cloudformation-template.json`)) return true;
  const inputs = files.includes('cli-inputs.json') ? app.files.json(`${folder ?? ''}/cli-inputs.json`) : null;
  return at(inputs ?? undefined, 'partitionKey') !== undefined;
}

/** Names of the function that makes the tables, and of what it imports. */
const TAKEN = ['backend', 'stack', 'environmentName', 'branch', 'streamArnOf'];

/**
 * What the table of each resource is called in the emitted code: `tables.<name>` in amplify/backend.ts. The names of
 * Gen 1 with a small first letter; no two are the same.
 */
export function tableVariables(app: Gen1App): ReadonlyMap<string, string> {
  const taken = new Set(TAKEN);
  const variables = new Map<string, string>();
  for (const { name } of tableResources(app)) {
    const letters = name.replace(/\W/g, '');
    const plain = letters.charAt(0).toLowerCase() + letters.slice(1);
    const base = isBindable(plain) && !taken.has(plain) ? plain : `${plain}Table`;
    let variable = isBindable(base) ? base : `table${base}`;
    for (let number = 2; taken.has(variable); number += 1) variable = `${base}${number}`;
    taken.add(variable);
    variables.set(name, variable);
  }
  return variables;
}

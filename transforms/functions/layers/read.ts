import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { type JsonNode, at, membersOf } from '../../../src/core/json.js';
import { type LayerModel } from '../model.js';

/**
 * Where Gen 1 puts a file of a layer below /opt: `opt/x` is `x`, and `lib/nodejs/x` is `nodejs/x`.
 * Source: layerParams.ts and packageLayer.ts of aws-amplify/amplify-cli.
 */
const PLACED = /^(?:opt|lib)\/(.+)$/;
/** Gen 1 puts this file into a new layer; it holds nothing but a hint. */
const HINT = /(?:^|\/)README\.txt$/;

/** @throws MigrateError when a document of the layer is not JSON */
export async function readLayer(app: Gen1App, resource: Gen1Resource): Promise<LayerModel> {
  const folder = resource.folder ?? '';
  const template = resource.files.find((file) => /^[^/]*cloudformation-template\.(json|ya?ml)$/.test(file));
  const settings = resource.files
    .filter((file) => /^(?:parameters|layer-configuration|layer-parameters|layer-runtimes)\.json$/.test(file))
    .map((file) => app.files.json(`${folder}/${file}`))
    .filter((node) => node !== null);
  return {
    name: resource.name,
    resource,
    template:
      template === undefined
        ? null
        : template.endsWith('.json')
          ? app.files.json(`${folder}/${template}`)
          : await app.files.yaml(`${folder}/${template}`),
    settings,
    teamProvider: teamProviderOf(app, resource.name),
    files: filesOf(app, resource),
    dependencies: dependenciesOf(app, resource),
  };
}

function filesOf(app: Gen1App, { folder, files }: Gen1Resource): LayerModel['files'] {
  return files.flatMap((file) => {
    const path = HINT.test(file) ? undefined : PLACED.exec(file)?.[1];
    const bytes = path === undefined ? null : app.files.bytes(`${folder ?? ''}/${file}`);
    return path === undefined || bytes === null ? [] : [{ path, bytes }];
  });
}

function dependenciesOf(app: Gen1App, { folder, files }: Gen1Resource): ReadonlyMap<string, string> {
  const path = files.find((file) => /^(?:lib|opt)\/nodejs\/package\.json$/.test(file));
  const document = path === undefined ? null : app.files.json(`${folder ?? ''}/${path}`);
  const entries = [...membersOf(at(document ?? undefined, 'dependencies'))].flatMap(([name, node]) =>
    node.kind === 'scalar' ? [[name, String(node.value)] as const] : [],
  );
  return new Map(entries);
}

function teamProviderOf(app: Gen1App, name: string): ReadonlyMap<string, JsonNode> {
  const entries = app.environments.flatMap(({ name: environment, teamProvider }) => {
    const node = teamProvider ? at(teamProvider, 'categories', 'function', name) : undefined;
    return node ? [[environment, node] as const] : [];
  });
  return new Map(entries);
}

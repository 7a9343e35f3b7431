import { type Gen1App } from '../core/gen1-app.js';
import { type ApiFacts } from '../verify/graphql/api-facts.js';
import { type Gen1ApiInput } from '../verify/graphql/gen1-input.js';

/** The API of Gen 1 as the transformers of v2 take it, and which version its schema was written for. */
export interface Gen1ApiSide {
  readonly input: Gen1ApiInput;
  readonly version: 1 | 2;
}

/**
 * What Gen 1's API was told: a schema of v1 is the one that it was carried over to, since the transformers of v2
 * refuse v1, and directives that they would refuse are not there. Null when the project has no API with a schema.
 * @throws MigrateError when an input can't be understood
 */
export async function gen1ApiSide(app: Gen1App): Promise<Gen1ApiSide | null> {
  const { gen1ApiInput } = await import('../verify/graphql/gen1-project.js');
  const input = gen1ApiInput(app);
  const { readData } = await import('../../transforms/data/read.js');
  const model = readData(app);
  const schema = model?.schema?.sdl;
  if (input === null || model === null || schema === undefined) return null;
  if (schema.version === 2 && !schema.unknown?.size) return { input, version: 2 };
  const { print } = await import('graphql');
  const sdl = print(schema.document);
  if (schema.version === 2) return { input: { ...input, sdl }, version: 2 };
  // Projects of that time have their modes elsewhere.
  const { defaultMode, additionalModes } = model.settings;
  const flags = { ...input.flags, ...schema.flags };
  return { input: { ...input, sdl, flags, defaultMode, additionalModes }, version: 1 };
}

/**
 * What Gen 1 deploys for the API of a project, by its own transformers. `projectRoot` is where their packages are
 * found. Null when the project has no API.
 * @throws Error when the transformers refuse the schema
 */
export async function gen1ApiFacts(app: Gen1App, projectRoot?: string): Promise<ApiFacts | null> {
  const side = await gen1ApiSide(app);
  if (side === null) return null;
  const { gen1Api } = await import('../verify/graphql/gen1-api.js');
  return deployedApi(app, side.version, await gen1Api(side.input, projectRoot));
}

/** What becomes of the API that the transformers make, by the other files of the project. */
export async function deployedApi(
  app: Gen1App,
  version: Gen1ApiSide['version'],
  transformed: ApiFacts,
): Promise<ApiFacts> {
  const [{ withTableParameters }, { withOwnTemplates }, { withCustomStacks }, project] = await Promise.all([
    import('../verify/graphql/gen1-table-parameters.js'),
    import('../verify/graphql/gen1-templates.js'),
    import('../verify/graphql/gen1-custom-stacks.js'),
    import('../verify/graphql/gen1-project.js'),
  ]);
  const deployed = withTableParameters(transformed, project.gen1ApiParameters(app));
  // The older transformer has other resolvers, and such a file stands for one of them as a whole.
  const own = version === 1 ? deployed : withOwnTemplates(deployed, project.gen1Templates(app));
  return withCustomStacks(own, app);
}

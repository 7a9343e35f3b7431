import { type Finding, finding } from '../../../src/core/finding.js';
import { type Gen1App } from '../../../src/core/gen1-app.js';
import { type Origin, fileOrigin } from '../../../src/core/origin.js';
import { LANES, type Obstacle } from '../lane.js';
import { type Api } from '../api.js';
import { canBeWritten } from '../sdl/written-joins.js';
import { encryptsTables } from '../settings/facts.js';
import { type ApiSettings } from '../settings.js';

/**
 * Why an import fails when it is deployed, in every lane. Source: import-table of the table manager in
 * @aws-amplify/graphql-model-transformer, which compares the table with what the schema asks for.
 */
export function importFindings(app: Gen1App, settings: ApiSettings, at: Origin): Finding[] {
  const findings = neverEqual(settings, at);
  if (app.flags.get('graphqltransformer.enablegen2migration') !== true) {
    const origin = app.documents.cli?.origin ?? fileOrigin('amplify/cli.json');
    findings.push(finding('AM3281', 'data', origin, {}));
  }
  return findings;
}

/** Why the import fails whatever is done in Gen 2: what a push of Gen 1 does not mend by itself. */
export function importFailures(api: Api, settings: ApiSettings, at: Origin): Finding[] {
  return [...neverEqual(settings, at), ...importObstacles(api).map((obstacle) => obstacle.finding)];
}

function neverEqual(settings: ApiSettings, at: Origin): Finding[] {
  const findings: Finding[] = [];
  const { tables } = settings;
  if (encryptsTables(settings)) {
    const setting = 'the tables are encrypted with a key of KMS';
    const origin = tables?.encryption?.origin ?? at;
    findings.push(finding('AM3280', 'data', origin, { setting, compared: 'encryption, with its status,' }));
  }
  if (tables?.billing?.value === 'PROVISIONED') {
    // DynamoDB describes no billing mode for a table that never was on demand.
    const setting = 'the tables have provisioned capacity';
    findings.push(finding('AM3280', 'data', tables.billing.origin, { setting, compared: 'billing mode' }));
  }
  return findings;
}

/** What keeps a lane from importing the tables. */
export function importObstacles(api: Api): Obstacle[] {
  const obstacles: Obstacle[] = [];
  const joins = new Set<string>();
  const models = new Map(api.models.map((model) => [model.name, model]));
  for (const model of api.models) {
    for (const index of model.indexes) {
      if (!index.local) continue;
      const told = finding('AM3282', 'data', index.origin, { model: model.name, index: index.name });
      // AmplifyGraphqlApi takes the flag, and CDK refuses the table that comes of it.
      obstacles.push({ lanes: LANES, tables: 'import', finding: told });
    }
    for (const { relation } of model.fields) {
      if (relation?.kind !== 'manyToMany' || joins.has(relation.join.name)) continue;
      joins.add(relation.join.name);
      const sides = relation.join.sides.flatMap(({ model: side }) => models.get(side) ?? []);
      const renamed = sides.find(({ mapsTo }) => mapsTo !== null);
      if (canBeWritten(sides) || renamed === undefined) continue;
      const told = finding('AM3288', 'data', relation.origin, {
        name: relation.join.name,
        model: renamed.name,
      });
      obstacles.push({ lanes: ['sdl', 'construct'], tables: 'import', finding: told });
    }
  }
  return obstacles;
}

/** Local indexes of tables that are made anew. */
export function localIndexFindings(api: Api): Finding[] {
  return api.models.flatMap(({ name: model, indexes }) =>
    indexes
      .filter(({ local }) => local)
      .map(({ name: index, origin }) => finding('AM3290', 'data', origin, { model, index })),
  );
}

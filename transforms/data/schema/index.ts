import { type DocumentNode, Kind } from 'graphql';
import { finding, type Finding } from '../../../src/core/finding.js';
import { MigrateError } from '../../../src/core/error.js';
import { type Gen1App, type Gen1Resource } from '../../../src/core/gen1-app.js';
import { fileOrigin } from '../../../src/core/origin.js';
import { type ApiSettings } from '../settings.js';
import { carryOver, flagsOfV1 } from '../v1/index.js';
import { checkSchema } from './check.js';
import { schemaPaths, SQL_SCHEMA } from './files.js';
import { leavesOfSdl } from './leaves.js';
import { isBlank, parseSdl } from './parse.js';
import { Lines, Places } from './places.js';
import { type Schema, type SchemaFile } from './schema.js';
import { versionOf } from './version.js';

/**
 * Reads the SDL of an API and carries a v1 schema over to the directives of v2. Null when the API has none.
 * @throws MigrateError when a file is no GraphQL
 */
export function readSchema(app: Gen1App, resource: Gen1Resource, settings: ApiSettings): Schema | null {
  const folder = resource.folder;
  if (folder === null) return null;
  const { sdl, stray } = schemaPaths(resource.files);
  const [first] = sdl;
  if (first === undefined) return null;
  const places = new Places(`${folder}/${first}`);
  const files: SchemaFile[] = [];
  const documents: DocumentNode[] = [];
  for (const name of sdl) {
    const path = `${folder}/${name}`;
    const text = (app.files.text(path) ?? '').replace(/^\ufeff/, '');
    const document = isBlank(text) ? EMPTY : parseSdl(path, text);
    documents.push(document);
    files.push({ path, text, leaves: leavesOfSdl(document, new Lines(path, text), places) });
  }
  const written: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: documents.flatMap((one) => one.definitions),
  };
  if (written.definitions.length === 0) throw empty(`${folder}/${first}`);
  const version = versionOf(written, settings.flags.transformerVersion);
  const { originOf } = places;
  const checked = checkSchema(written, version, settings, originOf);
  const findings: Finding[] = [
    ...stray.map((name) => finding('AM3031', 'data', fileOrigin(`${folder}/${name}`), { file: name })),
    ...tellSql(resource, folder),
    ...checked.findings,
  ];
  const { flags } = settings;
  const { unknown } = checked;
  if (version === 2) {
    const { document } = checked;
    return { files, document, version, unknown, flags, originOf, findings, access: [] };
  }
  const carried = carryOver(checked.document, {
    flags,
    originOf,
    defaultMode: settings.defaultMode.kind,
    additionalModes: settings.additionalModes.map(({ kind }) => kind),
    improvePluralization: app.flags.get('graphqltransformer.improvepluralization') === true,
    addMissingOwnerFields: app.flags.get('graphqltransformer.addmissingownerfields') === true,
    synced: settings.conflicts !== null,
  });
  const { document, access } = carried;
  return {
    files,
    document,
    version,
    unknown,
    flags: flagsOfV1(flags, written),
    originOf,
    findings: [...findings, ...carried.findings],
    access,
  };
}

const EMPTY: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };

function empty(path: string): MigrateError {
  return new MigrateError(
    'the schema is empty: expected at least one type',
    'Restore it with `amplify pull`, or run `amplify remove api` if the API is no longer used.',
    fileOrigin(path),
  );
}

function tellSql({ files }: Gen1Resource, folder: string): Finding[] {
  if (!files.includes(SQL_SCHEMA)) return [];
  return [finding('AM3032', 'data', fileOrigin(`${folder}/${SQL_SCHEMA}`), { file: SQL_SCHEMA })];
}

import { type FeatureId } from '../core/feature.js';
import { type Gen1App } from '../core/gen1-app.js';
import { type Json, stringAt } from '../core/json.js';
import { type Origin, fileOrigin } from '../core/origin.js';
import { type Subject } from './difference.js';
import { settingPlace } from './setting-place.js';

/** What a report says of a value. */
export function valueText(value: Json | undefined): string {
  if (value === undefined || value === null) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Where Gen 1 keeps the settings of a feature. */
const CATEGORY: Readonly<Partial<Record<FeatureId, string>>> = {
  auth: 'auth',
  data: 'api',
  storage: 'storage',
  functions: 'function',
  rest: 'api',
};

const NOWHERE = fileOrigin('amplify/backend/backend-config.json');

/** The Gen 1 file that says what a difference is about: the settings of the resource, or the type in the schema. */
export function settingsOrigin(app: Gen1App, feature: FeatureId, path: string, subject?: Subject): Origin {
  const resources = app.resources.filter(
    ({ category, folder, config }) =>
      category === CATEGORY[feature] &&
      folder !== null &&
      (category !== 'api' || (stringAt(config ?? undefined, 'service') === REST) === (feature === 'rest')),
  );
  const resource = resources.find(({ name }) => path.includes(name)) ?? resources[0];
  const files = [
    // Modes are settings of the API, and stand in no schema.
    ...(subject === 'apiMode' ? [] : [SCHEMA]),
    'cli-inputs.json',
    `${resource?.name ?? ''}-cloudformation-template.json`,
    'parameters.json',
    'api-params.json',
  ];
  const file = files.find((one) => resource?.files.includes(one));
  if (file === undefined) return NOWHERE;
  const place = `${resource?.folder ?? ''}/${file}`;
  if (file === SCHEMA) return typeOrigin(place, app.files.text(place) ?? '', path);
  return settingPlace(app, resource?.category ?? '', place, path) ?? fileOrigin(place);
}

const SCHEMA = 'schema.graphql';
const REST = 'API Gateway';

/** The line of the type with the longest name that the path holds: `Query.listBooks` is about `Book`. */
function typeOrigin(file: string, schema: string, path: string): Origin {
  const types = [...schema.matchAll(/^[ \t]*type[ \t]+(\w+)/gm)].filter(([, name = '']) =>
    path.includes(name),
  );
  const [found] = types.sort(([, a = ''], [, b = '']) => b.length - a.length);
  if (found === undefined) return fileOrigin(file);
  const line = schema.slice(0, found.index).split('\n').length;
  return { file, pointer: found[1] ?? '', line, column: 1 };
}

/** Values of facts can be whole documents. */
const LENGTH = 200;

/** A text that fits a line or two of a report. */
export function cut(text: string): string {
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
}

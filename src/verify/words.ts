import { type FeatureId } from '../core/feature.js';
import { type Gen1App } from '../core/gen1-app.js';
import { type Json, stringAt } from '../core/json.js';
import { type Origin, fileOrigin } from '../core/origin.js';
import { schemaPlace } from './schema-place.js';
import { settingPlace, settingsFile } from './setting-place.js';

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
export function settingsOrigin(app: Gen1App, feature: FeatureId, path: string): Origin {
  const resources = app.resources.filter(
    ({ category, folder, config }) =>
      category === CATEGORY[feature] &&
      folder !== null &&
      (category !== 'api' || (stringAt(config ?? undefined, 'service') === REST) === (feature === 'rest')),
  );
  const resource = resources.find(({ name }) => path.includes(name)) ?? resources[0];
  if (resource === undefined) return NOWHERE;
  return (
    settingPlace(app, resource, path) ??
    (feature === 'data' ? schemaPlace(app, resource, path) : null) ??
    settingsFile(resource) ??
    NOWHERE
  );
}

const REST = 'API Gateway';

/** Values of facts can be whole documents. */
const LENGTH = 200;

/** A text that fits a line or two of a report. */
export function cut(text: string): string {
  return text.length > LENGTH ? `${text.slice(0, LENGTH)}…` : text;
}

import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type FeatureId } from '../../src/core/feature.js';
import { readApp } from '../../src/gen1/read-app.js';
import { settingsOrigin } from '../../src/verify/words.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));

/** Paths of differences, and what stands in the line of Gen 1 that is named for each. */
const ROWS: readonly (readonly [project: string, feature: FeatureId, path: string, line: RegExp])[] = [
  ['apps/pottery-studio', 'auth', 'UserPool.MfaConfiguration', /"mfaConfiguration"/],
  [
    'apps/pottery-studio',
    'auth',
    'UserPool.Policies.PasswordPolicy.MinimumLength',
    /"passwordPolicyMinLength"/,
  ],
  ['apps/pottery-studio', 'auth', 'Groups.Teachers.Role', /\{/],
  ['apps/pottery-studio', 'auth', 'group:Teachers s3:GetObject Bucket/a', /\{/],
  ['apps/pottery-studio', 'data', 'API_KEY.keys', /\{/],
  ['apps/pottery-studio', 'data', 'default mode', /"defaultAuthType"/],
  ['apps/pottery-studio', 'data', 'Booking.note', /^ {2}note: String/],
  ['apps/pottery-studio', 'data', 'owner read graphql:Query.listBookings', /^type Booking /],
  ['apps/pottery-studio', 'functions', 'Functions.nightly.Schedules', /"CloudWatchEvent"/],
  ['apps/pottery-studio', 'functions', 'Functions.nightly.Trust', /"LambdaExecutionRole"/],
  ['apps/pottery-studio', 'functions', 'Functions.nightly.Timeout', /"Timeout"/],
  ['apps/pottery-studio', 'functions', 'Layers.clayLayer', /"permissions"/],
  ['apps/field-notes', 'data', 'iamRole:station-dev * graphql:*', /"adminRoleNames"/],
  ['data/schema-folder/gen1', 'data', 'Shelf.books', /books: \[Book\]/],
  ['audit/orchard/gen1', 'rest', 'guest GET rest:orchardapi/trees/any', /"\/trees"/],
];

describe('the setting that a difference is about', () => {
  it.each(ROWS)('%s: %s %s', async (project, feature, path, line) => {
    const { app } = await readApp(`${FIXTURES}${project}`, {
      env: project.startsWith('apps/pottery') ? 'dev' : undefined,
    });
    const origin = settingsOrigin(app, feature, path);
    const text = app.files.text(origin.file)?.split('\n')[origin.line - 1] ?? '';
    expect(text.slice(origin.column - 1).trimEnd() === '' ? '' : text).toMatch(line);
    expect(origin.line === 1 && origin.column === 1 ? path : '').toBe('');
  });

  it('is that of the resource where no line says it', async () => {
    const { app } = await readApp(`${FIXTURES}apps/pottery-studio`, { env: 'dev' });
    expect(settingsOrigin(app, 'auth', 'UserPool.DeviceConfiguration').file).toMatch(
      /studio\/cli-inputs\.json$/,
    );
  });
});

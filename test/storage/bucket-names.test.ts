import { describe, expect, it } from 'vitest';
import { type Gen1App, type ProjectFiles } from '../../src/core/gen1-app.js';
import { parseJson } from '../../src/core/json-parse.js';
import { type Json, type JsonObject } from '../../src/core/json.js';
import { bucketNames } from '../../transforms/storage/s3/names.js';

const files: ProjectFiles = {
  bytes: () => null,
  text: () => null,
  json: () => null,
  yaml: () => Promise.resolve(null),
};

function app(environments: Record<string, Json>, meta: Json = null): Gen1App {
  const all = Object.entries(environments).map(([name, teamProvider]) => ({
    name,
    teamProvider: parseJson('team-provider-info.json', JSON.stringify(teamProvider)) as JsonObject,
  }));
  const [first] = all;
  if (!first) throw new Error('a project has an environment');
  return {
    root: '/project',
    projectName: 'gallery',
    environment: first,
    environments: all,
    resources: [],
    projectOverride: null,
    documents: {
      backendConfig: null,
      cli: null,
      cliForEnvironment: null,
      teamProviderInfo: null,
      amplifyMeta: meta === null ? null : parseJson('amplify-meta.json', JSON.stringify(meta)),
      projectConfig: null,
    },
    flags: new Map(),
    findings: [],
    files,
  };
}

const stack = (StackName: string): Json => ({ awscloudformation: { StackName } });
const names = (project: Gen1App, parameter: string | null, withAppId = true): Json =>
  Object.fromEntries(
    [...bucketNames(project, 'photos', { parameter, withAppId })].map(([environment, { name }]) => [
      environment,
      name,
    ]),
  );

describe('the names of deployed buckets', () => {
  it('are made as the template of Gen 1 makes them', () => {
    const project = app({
      dev: stack('amplify-gallery-dev-104500'),
      prod: stack('amplify-gallery-prod-104501'),
    });
    expect(names(project, 'galleryphotos')).toEqual({
      dev: 'galleryphotos104500-dev',
      prod: 'galleryphotos104501-prod',
    });
  });

  it('take the fourth part of the name of the stack, whatever that is', () => {
    expect(names(app({ beta: stack('amplify-my-gallery-beta-104500') }), 'photos')).toEqual({
      beta: 'photosbeta-beta',
    });
  });

  it('have no id in stacks of 2018, and where the template leaves it out', () => {
    expect(names(app({ dev: stack('gallery-20181201') }), 'photos')).toEqual({ dev: 'photos-dev' });
    expect(names(app({ dev: stack('amplify-gallery-dev-104500') }), 'photos', false)).toEqual({
      dev: 'photos-dev',
    });
  });

  it('are those that were deployed, where amplify-meta.json tells them', () => {
    const meta = {
      providers: { awscloudformation: { StackName: 'amplify-gallery-dev-104500' } },
      storage: { photos: { output: { BucketName: 'by-hand' } } },
    };
    const project = app(
      { dev: stack('amplify-gallery-dev-104500'), prod: stack('amplify-gallery-prod-104501') },
      meta,
    );
    expect(names(project, 'photos')).toEqual({ dev: 'by-hand', prod: 'photos104501-prod' });
  });

  it('of imported buckets stand in team-provider-info.json, or are not known', () => {
    const own = { categories: { storage: { photos: { bucketName: 'pictures' } } } };
    expect(names(app({ dev: own, prod: stack('amplify-gallery-prod-104501') }), null)).toEqual({
      dev: 'pictures',
    });
  });
});

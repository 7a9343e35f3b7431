import { describe, expect, it } from 'vitest';
import { MigrateError } from '../../src/core/error.js';
import { chooseEnvironment, isEnvironmentName } from '../../src/gen1/environment.js';
import { parseJson } from '../../src/gen1/json.js';

interface Sources {
  readonly wanted?: string;
  readonly team?: unknown;
  readonly local?: unknown;
  readonly meta?: unknown;
}

/** The chosen name, the other names and the codes of findings; or the message of the problem. */
function choice({ wanted, team, local, meta }: Sources): string {
  const node = (file: string, value: unknown) =>
    value === undefined ? null : parseJson(file, JSON.stringify(value));
  try {
    const { environment, environments, findings } = chooseEnvironment(wanted, {
      teamProviderInfo: node('amplify/team-provider-info.json', team),
      localEnvInfo: node('amplify/.config/local-env-info.json', local),
      amplifyMeta: node('amplify/backend/amplify-meta.json', meta),
    });
    const known = environments.map(({ name, teamProvider }) => `${name}${teamProvider === null ? '' : '+'}`);
    expect(environments).toContain(environment);
    return [environment.name, `[${known.join(' ')}]`, ...findings.map(({ code }) => code)].join(' ');
  } catch (error) {
    if (error instanceof MigrateError) return error.message;
    throw error;
  }
}

function meta(stack: string): unknown {
  return { providers: { awscloudformation: { StackName: stack } } };
}

describe('chooseEnvironment', () => {
  it.each<[string, Sources, string]>([
    ['the one asked for', { wanted: 'prod', team: { dev: {}, prod: {} } }, 'prod [dev+ prod+]'],
    [
      'the one asked for, not the one of this machine',
      { wanted: 'prod', team: { prod: {} }, local: { envName: 'dev' } },
      'prod [prod+ dev]',
    ],
    [
      'the one of this machine',
      { team: { dev: {}, prod: {} }, local: { envName: 'prod' } },
      'prod [dev+ prod+]',
    ],
    [
      'the one of this machine that the team does not know',
      { team: { dev: {} }, local: { envName: 'mine' } },
      'mine [dev+ mine]',
    ],
    ['the only one', { team: { staging: {} } }, 'staging [staging+]'],
    ['the one that was deployed', { meta: meta('amplify-my-shop-main-20c8a1') }, 'main [main]'],
    ['one without a source, when it is asked for', { wanted: 'prod' }, 'prod [prod]'],
    ['dev, with a note, when nothing names any', {}, 'dev [dev] AM0010'],
    [
      'dev, with a note, when the list is empty',
      { team: {}, local: {}, meta: meta('other') },
      'dev [dev] AM0010',
    ],
    ['an unusual one, with a warning', { team: { '../../etc': {} } }, '../../etc [../../etc+] AM0016'],
  ])('takes %s', (_name, sources, expected) => {
    expect(choice(sources)).toBe(expected);
  });

  it('asks when there are several', () => {
    expect(choice({ team: { dev: {}, prod: {}, test: {} } })).toBe(
      'amplify/team-provider-info.json:1:1: the project has 3 environments: dev, prod and test. ' +
        'Choose the one to migrate with --env, for instance --env dev.',
    );
  });

  it('lists what there is when another one was asked for', () => {
    expect(choice({ wanted: 'prod', team: { dev: {} }, local: { envName: 'mine' } })).toBe(
      'the project has no environment prod, but it has dev and mine. Choose one of them with --env.',
    );
  });

  it('quotes a hostile name', () => {
    expect(choice({ wanted: '\u001b[31m`', team: { dev: {} } })).toContain('no environment "\\u001b[31m`"');
  });

  it.each<[Sources, string]>([
    [
      { team: [] },
      'amplify/team-provider-info.json:1:1: expected an object (the environments by name), found a list',
    ],
    [
      { team: { dev: 'x' } },
      'amplify/team-provider-info.json:1:8: expected an object at /dev (what is particular to one',
    ],
    [
      { local: { envName: 3 } },
      'amplify/.config/local-env-info.json:1:12: expected the name of an environment at /envName, found a number',
    ],
  ])('refuses values of another type: %j', (sources, message) => {
    expect(choice(sources)).toContain(message);
  });
});

describe('isEnvironmentName', () => {
  it.each(['dev', 'prod2', 'abcdefghij'])('takes %s', (name) => {
    expect(isEnvironmentName(name)).toBe(true);
  });
  it.each(['', 'd', 'abcdefghijk', 'Dev', 'a-b', 'a/b', '..', 'dev\n', "de'v"])('refuses %j', (name) => {
    expect(isEnvironmentName(name)).toBe(false);
  });
});

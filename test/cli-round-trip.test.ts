import { cp, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../src/cli/exit-code.js';
import { draftBeside } from '../src/cli/earlier.js';
import { type PlanRequest } from '../src/cli/make-plan.js';
import { planProved, type ProvedPlan } from '../src/cli/plan-proved.js';
import { type Prover } from '../src/cli/prove-data.js';
import { type FeatureId, type PlanOptions } from '../src/core/feature.js';
import { type ApiDifference } from '../src/verify/graphql/compare-apis.js';
import { type RoundTripInput, roundTrip } from '../src/verify/graphql/round-trip.js';
import { emptyFolder, run } from './cli-harness.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A copy of a fixture; `installed`: it finds the packages of this repository. */
async function project(fixture: string, { installed = true } = {}): Promise<string> {
  const folder = join(await emptyFolder(), fixture);
  await cp(join(ROOT, 'fixtures/data', fixture, 'gen1'), folder, { recursive: true });
  if (installed) await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

async function planned(
  cwd: string,
  prove: Prover,
  options: PlanOptions = {},
  features: readonly FeatureId[] = ['data'],
): Promise<ProvedPlan> {
  const request: PlanRequest = { cwd, env: undefined, features, options: { together: features, ...options } };
  const tell = (): void => {};
  return planProved(request, await draftBeside(request, cwd, tell), { outRoot: cwd, tell, prove });
}

const comparing =
  (...differences: ApiDifference[]): Prover =>
  () =>
    Promise.resolve({ kind: 'compared', sdl: '', differences });

const WIDER: ApiDifference = {
  kind: 'decision',
  path: 'authenticated read graphql:Query.getShelf',
  gen1: 'denied',
  gen2: 'allowed',
};

function schemaOf({ plan }: ProvedPlan): string {
  const edit = plan.edits.find(({ path }) => path === 'amplify/data/resource.ts');
  return new TextDecoder().decode(edit?.after ?? new Uint8Array());
}

describe('the round trip of `data`', () => {
  it('proves what the builder means with the packages of the project', async () => {
    const cwd = await project('has-many-one-way');
    const { stderr, stdout, code } = await run(['data', '--fail-on', 'never', '--report', 'json'], { cwd });
    expect(stdout).toContain('a.schema({');
    const { verified, findings } = JSON.parse(stderr) as { verified: string; findings: { code: string }[] };
    expect(findings.map((one) => one.code)).toContain('AM3100');
    expect(findings.filter((one) => /AM300[67]/.test(one.code))).toEqual([]);
    expect(verified).toBe('schema');
    expect(code).toBe(4);
  }, 240_000);

  it('takes a function that moves for the one that Gen 1 calls, in TypeScript as in SDL', async () => {
    const functionMoves: Prover = async (input) => roundTrip({ ...input, projectRoot: ROOT });
    const provers: Prover[] = [functionMoves, comparing(WIDER), functionMoves];
    const next: Prover = async (input) => (provers.shift() ?? functionMoves)(input);
    const features: FeatureId[] = ['auth', 'data', 'functions'];
    const built = await planned(await project('function'), next, {}, features);
    const sdl = await planned(await project('function'), next, {}, features);
    expect([built, sdl].map(schemaOf)).toEqual([
      expect.stringContaining('a.schema('),
      expect.stringMatching(/functions: \{/),
    ]);
    expect([built.verified, sdl.verified, provers]).toEqual(['schema', 'schema', []]);
  });

  it('is not made without the packages, nor for SDL that somebody asks for', async () => {
    const asked: RoundTripInput[] = [];
    const prove: Prover = (input) => {
      asked.push(input);
      return Promise.resolve({ kind: 'compared', sdl: '', differences: [] });
    };
    const bare = await planned(await project('has-many-one-way', { installed: false }), prove);
    const sdl = await planned(await project('has-many-one-way'), prove, { schema: 'sdl' });
    expect([bare.verified, sdl.verified, asked.length]).toEqual(['none', 'none', 0]);
    const built = await planned(await project('has-many-one-way'), prove);
    expect([built.verified, asked.length]).toEqual(['schema', 1]);
    // In a workspace the packages are above the project.
    const inside = await project('has-many-one-way', { installed: false });
    await symlink(join(ROOT, 'node_modules'), join(dirname(inside), 'node_modules'), 'junction');
    expect([(await planned(inside, prove)).verified, asked.length]).toEqual(['schema', 2]);
    // What was run is what is written, to the letter.
    expect(asked[0]?.files.get('amplify/data/resource.ts')).toBe(schemaOf(built));
  });

  it('hands a schema of v1 over as the one that it was carried over to', async () => {
    let sdl = '';
    const prove: Prover = ({ gen1 }) => {
      sdl = gen1.sdl;
      return Promise.resolve({ kind: 'compared', sdl, differences: [] });
    };
    expect((await planned(await project('v1-keys'), prove, { schema: 'builder' })).verified).toBe('schema');
    expect(sdl).toContain('@primaryKey');
    expect(sdl).not.toContain('@key(');
  });

  it('hands a schema with directives that Gen 1 does not know over without them', async () => {
    let sdl = '';
    const prove: Prover = ({ gen1 }) => {
      sdl = gen1.sdl;
      return Promise.resolve({ kind: 'compared', sdl, differences: [] });
    };
    expect((await planned(await project('unknown-directive'), prove)).verified).toBe('schema');
    expect(sdl).toContain('@auth');
    expect(sdl).not.toContain('@uppercase');
  });

  it.each<{ fixture: string; features: FeatureId[]; schema: string; told: ApiDifference[] }>([
    {
      fixture: 'index-local',
      features: ['data'],
      schema: 'a.schema(',
      told: [
        { kind: 'table', path: 'Seat.local index byPrice', gen1: 'hall:S price:N (ALL)', gen2: null },
        { kind: 'table', path: 'Seat.index byPrice', gen1: null, gen2: 'hall:S price:N (ALL)' },
      ],
    },
    {
      fixture: 'rules-on-operations',
      features: ['auth', 'data'],
      schema: 'defineData({',
      told: [
        {
          kind: 'decision',
          path: 'guest update graphql:Mutation.updateStall',
          gen1: 'denied',
          gen2: 'allowed',
          decision: {
            principal: 'guest',
            action: 'update',
            resource: 'graphql:Mutation.updateStall',
            record: '*',
            gen1: 'denied',
            gen2: 'allowed',
            change: 'widened',
          },
        },
      ],
    },
  ])('is not refused by what the plan tells: $fixture', async ({ fixture, features, schema, told }) => {
    const result = await planned(await project(fixture), comparing(...told), {}, features);
    expect(schemaOf(result)).toContain(schema);
    expect([result.verified, result.plan.findings.filter(({ code }) => code === 'AM3006')]).toEqual([
      'schema',
      [],
    ]);
  });

  it('lists who loses what under a finding that names nobody', async () => {
    const path = 'authenticated listen graphql:Subscription.onCreateBook';
    const [principal, action, resource] = ['authenticated', 'listen', 'graphql:Subscription.onCreateBook'];
    const [gen1, gen2, change] = ['allowed', 'hidden', 'narrowed'] as const;
    const decision = { principal, action, resource, record: '*', gen1, gen2, change };
    const hidden = comparing({ kind: 'decision', path, gen1, gen2, decision });
    const options: PlanOptions = { schema: 'builder' };
    const { plan, verified } = await planned(await project('lane-builder'), hidden, options, [
      'auth',
      'data',
    ]);
    expect(verified).toBe('schema');
    expect(plan.access).toContainEqual({
      ...{ principal, action, resource, gen1, gen2, change },
      ...{ proved: true, code: 'AM3113' },
    });
  });

  it('takes functions that call the API for what they are: IAM principals, which pass every rule', async () => {
    const path = 'iamRole:mailer-dev * graphql:*';
    const passing: ApiDifference = { kind: 'decision', path, gen1: 'denied', gen2: 'allowed' };
    const result = await planned(await project('has-many-one-way'), comparing(passing));
    expect(schemaOf(result)).toContain('a.schema(');
    expect(result.verified).toBe('schema');
  });

  it('lets `auto` write SDL when the builder means something else, and says what', async () => {
    const differences = [[WIDER], []];
    const result = await planned(await project('has-many-one-way'), (input) =>
      comparing(...(differences.shift() ?? []))(input),
    );
    expect(schemaOf(result)).not.toContain('a.schema(');
    expect(schemaOf(result)).toContain('defineData({');
    expect(result.verified).toBe('schema');
    const [reason, ...others] = result.plan.findings.filter(({ code }) => code === 'AM3006');
    expect(others).toEqual([]);
    expect(reason).toMatchObject({ level: 'note' });
    const choice = result.plan.findings.find(({ code }) => code === 'AM3001');
    expect(choice?.message).toContain('`builder` was refused by its proof (AM3006)');
    expect(choice?.message).not.toContain('`builder` means the same');
    expect(reason?.message).toContain(
      'decision "authenticated read graphql:Query.getShelf" (Gen 1: "denied"; builder: "allowed")',
    );
  });

  it('lets `auto` write AmplifyGraphqlApi when the SDL means something else too, and says both', async () => {
    const result = await planned(await project('has-many-one-way'), comparing(WIDER));
    expect(result.plan.edits.map(({ path }) => path)).toContain('amplify/data/api.ts');
    expect(result.verified).toBe('none');
    const reasons = result.plan.findings.filter(({ code }) => code === 'AM3006');
    expect(reasons.map(({ level, message }) => [level, /; (\w+): "allowed"/.exec(message)?.[1]])).toEqual([
      ['note', 'sdl'],
      ['note', 'builder'],
    ]);
    const choice = result.plan.findings.find(({ code }) => code === 'AM3001');
    expect(choice?.message).toContain('`sdl` was refused by its proof (AM3006)');
  });

  it('is made for SDL, too, where it is the first way without a reason against it', async () => {
    const cwd = await project('maps-to');
    const table = (path: string, gen1: string | null, gen2: string | null): ApiDifference => {
      return { kind: 'table', path, gen1, gen2 };
    };
    const renamed = [table('Reader', 'table', null), table('Customer', null, 'table')];
    expect((await planned(cwd, comparing(...renamed))).verified).toBe('schema');
  });

  it('fails the builder that was asked for', async () => {
    const result = await planned(await project('has-many-one-way'), comparing(WIDER), { schema: 'builder' });
    expect(schemaOf(result)).toContain('a.schema(');
    const findings = result.plan.findings.filter(({ code }) => code === 'AM3006');
    expect(findings).toEqual([expect.objectContaining({ level: 'error' })]);
    expect(exitCodeOf({ access: [], findings }, { failOn: 'never', pending: false })).toBe(4);
    const notes = findings.map((one) => ({ ...one, level: 'note' as const }));
    expect(exitCodeOf({ access: [], findings: notes }, { failOn: 'error', pending: false })).toBe(0);
  });

  it('tells a comparison that could not be made, and takes a schema that the builder refuses for failed', async () => {
    const failing =
      (isCode: boolean): Prover =>
      () =>
        Promise.resolve({ kind: 'failed', problem: 'no such\nthing', isCode });
    const told = await planned(await project('has-many-one-way'), failing(false));
    expect(schemaOf(told)).toContain('a.schema(');
    expect(told.verified).toBe('none');
    const warning = told.plan.findings.find(({ code }) => code === 'AM3007');
    expect(warning).toMatchObject({ level: 'warning' });
    expect(warning?.message).toMatch(/: "no such"$/);
    const refused = await planned(await project('has-many-one-way'), failing(true));
    expect(schemaOf(refused)).not.toContain('a.schema(');
    expect(refused.plan.findings.find(({ code }) => code === 'AM3006')?.message).toContain(
      'the builder refuses it',
    );
  });
});

describe('a difference is expected', () => {
  const schema = (path: string, gen1: string | null, gen2: string | null): ApiDifference => ({
    kind: 'schema',
    path,
    gen1,
    gen2,
  });

  it.each([
    ['has-many-one-way', true, schema('Book.shelf', null, 'Shelf')],
    ['has-many-one-way', false, schema('Book.shelf', 'Shelf', null)],
    ['has-many-one-way', false, schema('Book.owner', null, 'String')],
    ['has-many-one-way', true, schema('ModelSubscriptionBookFilterInput.shelfBooksId', null, 'ModelIDInput')],
    ['has-many-one-way', false, schema('ModelSubscriptionBookFilterInput.title', null, 'ModelIDInput')],
    ['has-many-one-way', false, schema('Query.listBooks(id)', null, 'ID')],
    ['function', true, schema('Query.listLoaves(id)', null, 'ID')],
    ['function', false, schema('Query.listLoaves(limit)', null, 'Int')],
    ['many-to-many', true, schema('LineUp.band', 'Band!', 'Band')],
    ['many-to-many', false, schema('LineUp.band', 'Band!', 'String')],
    ['many-to-many', false, schema('Band.name', 'String!', 'String')],
    [
      'many-to-many',
      true,
      { kind: 'table', path: 'LineUp.index gsi-Band.festivals', gen1: null, gen2: 'bandId:S (ALL)' },
    ],
    [
      'many-to-many',
      false,
      { kind: 'table', path: 'Band.index gsi-Band.x', gen1: null, gen2: 'bandId:S (ALL)' },
    ],
    ['many-to-many', true, { kind: 'mode', path: 'AWS_IAM', gen1: null, gen2: 'mode' }],
    ['many-to-many', true, { kind: 'table', path: 'Band.encryption', gen1: 'one', gen2: 'other' }],
    [
      'many-to-many',
      true,
      { kind: 'decision', path: 'iamRole * graphql:*', gen1: 'denied', gen2: 'allowed' },
    ],
    ['many-to-many', false, WIDER],
  ] as const)('in %s: %s for %o', async (fixture, isExpected, difference) => {
    const { plan } = await planned(await project(fixture), comparing(difference));
    expect(plan.findings.every(({ code }) => code !== 'AM3006')).toBe(isExpected);
  });
});

import { FEATURES } from '../core/feature.js';
import { type Finding, type Target } from '../core/finding.js';
import { type Origin } from '../core/origin.js';
import { type AccessChange, type SecretToCreate } from '../core/plan.js';
import { type Report, type ReportLedgerEntry } from './report.js';

/** The part of JSON Schema (draft 7) that a report needs. */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: string | number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The members of `T` that may be missing. */
type OptionalOf<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T] & string;

/**
 * An object with exactly the members of `T`: the compiler names one that was forgotten. Members that are not
 * named are allowed, since later versions of the tool may add some to the same version of the report.
 */
function object<T>(
  description: string,
  properties: { readonly [K in keyof T]-?: Schema },
  ...optional: OptionalOf<T>[]
): Schema {
  const names: readonly string[] = optional;
  const required = Object.keys(properties).filter((name) => !names.includes(name));
  return { description, type: 'object', properties, required };
}

const text = (description: string): Schema => ({ description, type: 'string' });
const oneOf = (description: string, values: readonly string[]): Schema => ({ description, enum: values });
const list = (items: Schema): Schema => ({ type: 'array', items });
const count: Schema = { type: 'integer', minimum: 0 };
const position: Schema = { type: 'integer', minimum: 1 };
const flag = (description: string): Schema => ({ description, type: 'boolean' });

const CODE: Schema = {
  description: 'explained by `amplify-migrate explain`',
  type: 'string',
  pattern: '^AM\\d{4}$',
};
const DISPOSITIONS = ['exact', 'override', 'default', 'changed', 'manual', 'bookkeeping'] as const;

const FILE = text('relative to the root of the Gen 1 project, with forward slashes');
const POINTER = text('a JSON pointer, a field of the schema (Type.field), or a property path in override.ts');
const PLACE = { file: FILE, pointer: POINTER, line: position };

const ORIGIN = object<Origin>('where something was written in Gen 1', { ...PLACE, column: position });
const LEDGER_ORIGIN = object<ReportLedgerEntry['origin']>('where a value was written in Gen 1', PLACE);

const TARGET = object<Target>(
  'where it is in the Gen 2 code',
  { path: text('relative to the output root'), property: text('what was set there') },
  'property',
);

const ACCEPTED = text('why somebody takes it as it is: amplify-migrate.json');

const FINDING = object<Finding>(
  'something that does not carry over 1:1',
  {
    code: CODE,
    level: oneOf('an error must be dealt with before a deployment', ['error', 'warning', 'note']),
    title: text('the same for every finding with this code'),
    message: text('what it is here'),
    remedy: text('what to do about it'),
    feature: oneOf('what it belongs to', [...FEATURES, 'project']),
    origin: ORIGIN,
    target: TARGET,
    about: text('what findings of this code stand together by, such as the name of a model'),
    accepted: ACCEPTED,
  },
  'target',
  'about',
  'accepted',
);

const LEDGER_ENTRY = object<ReportLedgerEntry>(
  'what became of one value of Gen 1',
  {
    origin: LEDGER_ORIGIN,
    value: {
      description: 'the value of a secret is ‹redacted›',
      type: ['string', 'number', 'boolean', 'null'],
    },
    disposition: oneOf('its fate', DISPOSITIONS),
    target: TARGET,
    because: text('why Gen 2 needs nothing'),
    code: { ...CODE, description: 'the finding that tells more' },
  },
  'target',
  'because',
  'code',
);

const ACCESS = object<AccessChange>(
  'who may do more, less or something else after the migration',
  {
    principal: text(
      'guest, authenticated, group:<name>, owner, apiKey, iamRole, oidc, lambda, function:<name>; * is all',
    ),
    action: text('what is done'),
    resource: text(
      's3:<path>, graphql:<Type>.<field>, rest:<path>, userPool:<setting>, table:<name>; * is all',
    ),
    gen1: text('what held in Gen 1'),
    gen2: text('what holds in Gen 2'),
    change: oneOf('whether more or less is allowed', ['widened', 'narrowed', 'changed']),
    proved: flag('true when it follows from the packages, not from a guess about the deployment'),
    code: CODE,
    accepted: ACCEPTED,
  },
  'accepted',
);

const COVERAGE = object<Report['coverage']>('how many values have which fate', {
  exact: { ...count, description: 'the same meaning through the Gen 2 API' },
  override: { ...count, description: 'the same meaning through CDK' },
  default: { ...count, description: 'done by Gen 2 anyway' },
  changed: { ...count, description: 'carried over with another meaning: `code` names the finding' },
  manual: { ...count, description: 'left to a person: `code` names the finding' },
  bookkeeping: { ...count, description: 'state of the Gen 1 CLI without a meaning in Gen 2' },
});

const COMPARED: Schema = {
  description: 'how many facts of Gen 1 a proof by synthesis has compared, by feature',
  type: 'object',
  properties: Object.fromEntries(FEATURES.map((feature) => [feature, count])),
};

/** The JSON Schema of the report, which the package ships as `amplify-migrate/report.schema.json`. */
export const REPORT_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:amplify-migrate:report:1',
  title: 'Report of amplify-migrate',
  ...object<Report>(
    'What a run of amplify-migrate has to tell: `--report json`',
    {
      version: { description: 'changes when a member goes or means something else', const: 1 },
      tool: text('name and version of the tool'),
      project: object<Report['project']>('what was read', {
        root: text('relative to where the command ran'),
        env: text('the Gen 1 environment'),
        features: list(oneOf('what was planned', FEATURES)),
      }),
      edits: list(
        object<Report['edits'][number]>('one change of a file', {
          path: text('relative to the output root, with forward slashes'),
          kind: oneOf('what happens to it', ['create', 'change', 'delete']),
        }),
      ),
      ledger: list(LEDGER_ENTRY),
      findings: list(FINDING),
      access: list(ACCESS),
      secrets: list(
        object<SecretToCreate>('a secret that someone must create before the first deployment', {
          name: text('as `secret(…)` names it'),
          purpose: text('what it is for'),
        }),
      ),
      coverage: COVERAGE,
      verified: oneOf('how far the output was proved to mean the same', ['none', 'types', 'schema', 'synth']),
      compared: COMPARED,
    },
    'compared',
  ),
};

import fc from 'fast-check';
import { type Project } from './v1-generations.js';

/** A schema of v1 that its transformers take, with the modes that its rules need. */
export interface GeneratedV1 {
  readonly sdl: string;
  readonly project: Project;
}

const subset = (...items: readonly string[]): fc.Arbitrary<string> =>
  fc.subarray([...items]).map((some) => (some.length === 0 ? 'null' : `[${some.join(', ')}]`));

const reach = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 3,
    arbitrary: subset('create', 'update', 'delete', 'read').map((list) => `, operations: ${list}`),
  },
  { weight: 2, arbitrary: subset('get', 'list').map((list) => `, queries: ${list}`) },
  { weight: 1, arbitrary: subset('create', 'update', 'delete').map((list) => `, mutations: ${list}`) },
);

const WHO = [
  'allow: owner',
  'allow: owner, ownerField: "writer"',
  'allow: private',
  'allow: groups, groups: ["Desk"]',
  'allow: groups, groupsField: "team"',
  'allow: public',
  'allow: public, provider: iam',
  'allow: private, provider: iam',
  'allow: owner, provider: oidc',
];

const rule = fc.tuple(fc.constantFrom(...WHO), reach).map(([who, what]) => `{ ${who}${what} }`);
const auth = fc
  .array(rule, { minLength: 1, maxLength: 3 })
  .map((rules) => `@auth(rules: [${rules.join(', ')}])`);
const ofModel = fc.oneof({ weight: 5, arbitrary: auth }, { weight: 1, arbitrary: fc.constant('') });

/** Rules of fields know operations alone. */
const ofField = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...WHO),
        fc.constantFrom('', ', operations: [read]', ', operations: [read, update]'),
      )
      .map(([who, what]) => `@auth(rules: [{ ${who}${what} }])`),
  },
);

const shape = fc.constantFrom(
  '',
  'queries: null',
  'queries: { get: "GET" }',
  'queries: { list: "LIST" }',
  'mutations: { create: "CREATE" }',
  'mutations: null',
);

interface ModelParts {
  readonly shape: string;
  readonly auth: string;
  readonly field: string;
  readonly index: string;
}

const model: fc.Arbitrary<ModelParts> = fc.record({
  shape,
  auth: ofModel,
  field: ofField,
  index: fc.constantFrom('', '["writer", "at"]', '["text"]', '["owner"]'),
});

function modelText(
  name: string,
  { shape: given, auth: rules, field, index }: ModelParts,
  fields: string,
): string {
  const operations = given.replace(/[A-Z]{3,}/g, (word) => `${word.toLowerCase()}${name}`);
  const subscriptions = 'subscriptions: null';
  const args = [operations, subscriptions].filter((text) => text !== '').join(', ');
  const lower = name.toLowerCase();
  const key = index === '' ? '' : `@key(name: "by${name}", fields: ${index}, queryField: "${lower}By")`;
  return `type ${name} @model(${args}) ${key} ${rules} {
  id: ID! text: String ${field} owner: String writer: String team: String at: Int
  ${fields}
}`;
}

/** Two models with relations in both directions, and every mode of authorization or the two that are met most. */
export const v1Schema: fc.Arbitrary<GeneratedV1> = fc
  .tuple(model, model, fc.constantFrom('userPools', 'apiKey', 'iam'), fc.boolean())
  .map(([club, visit, defaultMode, isOneWay]): GeneratedV1 => {
    const relation = isOneWay
      ? ['visits: [Visit] @connection', '']
      : ['visits: [Visit] @connection(name: "ClubVisits")', 'club: Club @connection(name: "ClubVisits")'];
    const sdl = [
      modelText('Club', club, relation[0] ?? ''),
      modelText('Visit', visit, relation[1] ?? ''),
    ].join('\n');
    const modes = ['userPools', 'apiKey', 'iam', 'oidc'] as const;
    const additionalModes = modes.filter((mode) => mode !== defaultMode);
    return { sdl, project: { defaultMode, additionalModes } };
  });

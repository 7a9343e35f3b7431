// A Gen 1 project with a schema of as many models as one likes, of the mix that real ones have: three relations a
// model, half of them by an index of their own, a rule or two, enums, custom types and operations by functions.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const AREAS = [
  'Harbour',
  'Market',
  'School',
  'Clinic',
  'Library',
  'Museum',
  'Theatre',
  'Stadium',
  'Garden',
  'Depot',
];
const THINGS = [
  'Visit',
  'Order',
  'Member',
  'Report',
  'Place',
  'Invoice',
  'Course',
  'Ticket',
  'Photo',
  'Letter',
];
const RULES = [
  '{ allow: owner }',
  '{ allow: private, operations: [read] }, { allow: owner }',
  '{ allow: groups, groups: ["Staff"] }, { allow: private, operations: [read] }',
  '{ allow: public, operations: [read] }, { allow: private }',
];
const FIELDS = [
  'count: Int',
  'open: Boolean @default(value: "true")',
  'day: AWSDate!',
  'tags: [String!]',
  'mood: Mood',
  'at: Spot',
];

const nameOf = (index) =>
  `${AREAS[index % 10]}${THINGS[Math.floor(index / 10) % 10]}${index < 100 ? '' : Math.floor(index / 100)}`;

/** SDL of Gen 1. */
export function largeSchema(models) {
  const lines = Array.from({ length: models }, () => []);
  for (let index = 0; index < models; index += 1) {
    for (const [at, step] of [1, 7, 31].entries()) {
      const other = (index + step) % models;
      const [parent, child] = [nameOf(index), nameOf(other)];
      if (at === 1) {
        lines[index].push(`list${at}: [${child}] @hasMany(indexName: "by${parent}", fields: ["id"])`);
        lines[other].push(`key${at}: ID @index(name: "by${parent}")`);
        lines[other].push(`back${at}: ${parent} @belongsTo(fields: ["key${at}"])`);
      } else {
        lines[index].push(`list${at}: [${child}] @hasMany`);
        lines[other].push(`back${at}: ${parent} @belongsTo`);
      }
    }
  }
  const types = lines.map((relations, index) => {
    const fields = ['id: ID!', 'title: String! @index(name: "byTitle", sortKeyFields: ["day"])'];
    const own = FIELDS.filter((field, at) => field.startsWith('day') || (index + at) % 3 > 0);
    const rules = `@auth(rules: [${RULES[index % RULES.length]}])`;
    return `type ${nameOf(index)} @model ${rules} {\n  ${[...fields, ...own, ...relations].join('\n  ')}\n}\n`;
  });
  const operations = Array.from(
    { length: Math.ceil(models / 20) },
    (_, index) =>
      `  ask${index}(words: [String!]!, limit: Int): [Answer!] @function(name: "ask-\${env}") @auth(rules: [{ allow: private }])`,
  );
  return [
    ...types,
    `type Query {\n${operations.join('\n')}\n}\n`,
    'type Answer {\n  text: String!\n  spot: Spot\n}\n',
    'type Spot {\n  latitude: Float!\n  longitude: Float!\n}\n',
    'enum Mood {\n  CALM\n  WILD\n}\n',
  ].join('\n');
}

/** Writes the project. @returns the schema */
export function writeLargeProject(folder, models) {
  const sdl = largeSchema(models);
  const service = (name) => ({ service: name, providerPlugin: 'awscloudformation' });
  const files = {
    'amplify/backend/backend-config.json': {
      auth: { club: service('Cognito') },
      api: { club: service('AppSync') },
    },
    'amplify/backend/auth/club/cli-inputs.json': {
      version: '1',
      cognitoConfig: {
        resourceName: 'club',
        authSelections: 'identityPoolAndUserPool',
        usernameAttributes: ['email'],
      },
    },
    'amplify/backend/api/club/cli-inputs.json': {
      version: 1,
      serviceConfiguration: {
        apiName: 'club',
        serviceName: 'AppSync',
        defaultAuthType: { mode: 'AMAZON_COGNITO_USER_POOLS', cognitoUserPoolId: 'authclub' },
        additionalAuthTypes: [{ mode: 'API_KEY', keyDescription: '', expirationTime: 30 }],
      },
    },
    'amplify/cli.json': {
      features: {
        graphqltransformer: {
          transformerversion: 2,
          secondarykeyasgsi: true,
          enableautoindexquerynames: true,
          respectprimarykeyattributesonconnectionfield: true,
          populateownerfieldforstaticgroupauth: true,
        },
      },
    },
    'amplify/team-provider-info.json': { dev: { awscloudformation: { StackName: 'amplify-club-dev-1' } } },
    'amplify/backend/api/club/schema.graphql': sdl,
  };
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return sdl;
}

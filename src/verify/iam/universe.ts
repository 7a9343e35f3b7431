import { ACTIONS } from './catalog.js';
import { type Context, OTHER, OWN, matches, samplesOf } from './pattern.js';
import { type Statement } from './statements.js';
import { type Request } from './decide.js';

/** What everybody is asked about, besides what policies name: files by owner, and what no rule is for. */
const FIRST_SAMPLES: Readonly<Record<string, readonly string[]>> = {
  s3: [
    'public',
    `protected/${OWN}`,
    `protected/${OTHER}`,
    `private/${OWN}`,
    `private/${OTHER}`,
    'uploads',
    'other',
  ]
    .map((folder) => `arn:aws:s3:::\${Bucket}/${folder}/any`)
    .concat('arn:aws:s3:::${Bucket}'),
};

/** Parts of a resource that a star may stand for as a whole, where actions are on such parts. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  dynamodb: [
    'table/any',
    ...['index', 'stream', 'backup', 'export'].flatMap((kind) => [`${kind}/any`, `/${kind}/any`]),
  ],
  appsync: [
    'fields/any',
    ...['Query', 'Mutation', 'Subscription'].flatMap((type) => [
      `types/${type}/fields/any`,
      `${type}/fields/any`,
    ]),
  ],
};

const PREFIXES = ['', 'public/', 'protected/', `protected/${OWN}/`, `protected/${OTHER}/`].concat(
  'private/',
  `private/${OWN}/`,
  `private/${OTHER}/`,
  'uploads/',
  'other/',
);

/**
 * Requests that tell two sets of statements apart: every action that either names, or that one of its wildcards
 * stands for, on every resource that either describes, in every circumstance that a condition looks at.
 */
export function requestsOf(statements: readonly Statement[]): Request[] {
  const resources = resourceSamples(statements);
  return [...actionSamples(statements)].flatMap((action) => {
    const service = serviceOf(action);
    const group = groupOf(action);
    const contexts = contextSamples(
      statements.filter((one) => names(one, action)),
      action,
    );
    return [...(resources.get(service) ?? [])]
      .filter((resource) => group === undefined || group.test(resource))
      .flatMap((resource) => contexts.map((context) => ({ action, resource, context })));
  });
}

const NO_CONTEXT: Context = new Map();

function names({ actions }: Statement, action: string): boolean {
  return (
    actions.kind === 'none' ||
    actions.patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase(), NO_CONTEXT))
  );
}

function serviceOf(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(':'))).toLowerCase();
}

const CATALOG: ReadonlyMap<string, RegExp> = new Map(
  ACTIONS.flatMap(({ service, actions, on }) =>
    actions.map((name) => [`${service}:${name}`.toLowerCase(), on]),
  ),
);

/** The kind of resource that an action is on; undefined when it is not known. */
function groupOf(action: string): RegExp | undefined {
  return CATALOG.get(action.toLowerCase());
}

/** A resource of every kind that nobody names. */
const STRANGERS: ReadonlyMap<string, readonly string[]> = new Map(
  [...new Set(ACTIONS.map(({ service }) => service))].map((service) => [
    service,
    ACTIONS.filter((group) => group.service === service).map(({ stranger }) => stranger),
  ]),
);

/** Names of actions as the reference spells them: IAM does not look at their case. */
const SPELLED: ReadonlyMap<string, string> = new Map(
  ACTIONS.flatMap(({ service, actions }) =>
    actions.map((name) => [`${service}:${name}`.toLowerCase(), `${service}:${name}`]),
  ),
);

function actionSamples(statements: readonly Statement[]): Set<string> {
  const samples = new Set<string>();
  for (const pattern of statements.flatMap(({ actions }) => actions.patterns)) {
    const lower = pattern.toLowerCase();
    const listed = [...SPELLED].filter(([action]) => matches(lower, action, NO_CONTEXT));
    for (const [, action] of listed) samples.add(action);
    // `svc:Get*` of a service that is not listed stands for one of its actions.
    if (listed.length === 0) for (const sample of samplesOf(pattern)) samples.add(sample);
    if (lower === '*') samples.add('any:Any');
    if (/^[\w-]+:\*$/.test(lower)) samples.add(`${lower.slice(0, -1)}Any`);
  }
  return samples;
}

/** Resources by the service whose actions are asked for on them; `*` is any that nothing else describes. */
function resourceSamples(statements: readonly Statement[]): Map<string, Set<string>> {
  const byService = new Map<string, Set<string>>();
  const services = new Set([...actionSamples(statements)].map(serviceOf));
  const add = (service: string, sample: string): void => {
    if (!services.has(service)) return;
    byService.set(service, (byService.get(service) ?? new Set()).add(sample));
  };
  for (const service of services) {
    add(service, '*');
    for (const sample of FIRST_SAMPLES[service] ?? []) add(service, sample);
    for (const sample of STRANGERS.get(service) ?? []) add(service, sample);
  }
  for (const pattern of statements.flatMap(({ resources }) => resources.patterns)) {
    // What nothing else describes is asked for already.
    if (pattern === '*') continue;
    const [, , named = ''] = pattern.split(':');
    const concerned = pattern.startsWith('arn:') && /^[\w-]+$/.test(named) ? [named] : [...services];
    for (const service of concerned) {
      for (const sample of samplesOf(pattern, PARTS[service])) add(service, sample);
    }
  }
  return byService;
}

const MAX_CONTEXTS = 200;

/** Circumstances: without any key, and with every value that a condition of these statements names. */
function contextSamples(statements: readonly Statement[], action: string): Context[] {
  const contexts = new Map<string, Context>([['', new Map()]]);
  const add = (context: Context): void => {
    if (contexts.size < MAX_CONTEXTS) contexts.set(shownContext(context), context);
  };
  if (action === 's3:ListBucket') for (const prefix of PREFIXES) add(new Map([['s3:prefix', [prefix]]]));
  for (const { conditions } of statements) {
    let product = [new Map<string, readonly string[]>()];
    for (const { key, values } of conditions) {
      const samples = values.flatMap((value) => samplesOf(value));
      product = product
        .flatMap((context) => samples.map((sample) => new Map(context).set(key.toLowerCase(), [sample])))
        .slice(0, MAX_CONTEXTS);
    }
    for (const context of product) if (context.size > 0) add(context);
  }
  return [...contexts.values()];
}

/** `s3:prefix=public/` */
export function shownContext(context: Context): string {
  return [...context].map(([key, values]) => `${key}=${values.join(',')}`).join(' ');
}

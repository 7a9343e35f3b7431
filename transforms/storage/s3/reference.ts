import {
  type Code,
  type Entry,
  type ModuleText,
  code,
  identifier,
  literal,
  object,
} from '../../../src/emit/code.js';
import { type Access, type AccessRule } from './access.js';
import { withCapital } from '../../shared/storage/buckets.js';
import { CALLER } from './grants.js';
import { type BucketName } from './model.js';
import { poolParameter, rolesIn } from './overrides-module.js';

/** A function of amplify/storage/bucket.ts that refers to the bucket of each environment. */
export interface ReferencedBucket {
  /** The name of the function. */
  readonly functionName: string;
  readonly name: string;
  readonly stackName: string;
  readonly isDefault: boolean;
  /** The bucket by the name of the branch. */
  readonly buckets: ReadonlyMap<string, BucketName>;
  /** The branch that a sandbox stands for. */
  readonly branch: string;
  readonly access: Access;
  readonly policies: readonly Code[];
}

export function referenceFunction(bucket: ReferencedBucket, module: ModuleText): Code {
  const { functionName, stackName, buckets, branch, policies } = bucket;
  const table = identifier(`${functionName}Names`);
  const regions = [...buckets.values()].some(({ region }) => region !== null);
  // The roles of `backend.auth`, or those that are handed in.
  const ofAuth = policies.some((policy) => /\bbackend\.auth\b/.test(policy));
  const pool = policies.some((policy) => rolesIn(policy).length > 0) ? poolParameter(module) : code``;
  const Backend = module.useType(ofAuth ? 'Backend' : 'BackendBase', '@aws-amplify/backend');
  const type = ofAuth
    ? code`${Backend}<{ auth: typeof ${module.useType('auth', '../auth/resource')} }>`
    : Backend;
  const Bucket = module.use('Bucket', 'aws-cdk-lib/aws-s3');
  const id = policies.length > 0 ? 'Bucket' : withCapital(functionName);
  const made = regions
    ? code`${Bucket}.fromBucketAttributes(stack, ${literal(id)}, { bucketName, region })`
    : code`${Bucket}.fromBucketName(stack, ${literal(id)}, bucketName)`;
  // CloudFormation takes no stack without resources, and a reference is none.
  const stack =
    policies.length > 0
      ? code`const stack = backend.createStack(${literal(stackName)});`
      : code`const { stack } = backend;`;
  const found = regions ? identifier('found') : identifier('bucketName');
  const body = [
    code`${stack}
const branch = process.env.AWS_BRANCH ?? ${literal(branch)};
const ${found} = ${table}[branch];
if (${found} === undefined) {
throw new Error(\`amplify/storage/bucket.ts knows no bucket for branch \${branch}\`);
}`,
    ...(regions ? [code`const { name: bucketName, region = stack.region } = found;`] : []),
    code`const bucket = ${made};`,
    ...(policies.length > 0 ? [code`\n// The rights that Gen 1 gives the roles.`, ...policies, code``] : []),
    code`backend.addOutput({ storage: ${outputCode(bucket, regions ? code`region` : code`stack.region`)} });
return bucket;`,
  ].join('\n') as Code;
  const Type = regions ? code`{ name: string; region?: string }` : code`string`;
  return code`// The buckets of the Gen 1 environments by the Gen 2 branch that takes each over.
const ${table}: Record<string, ${Type}> = ${namesCode(buckets, regions)};

/** Refers to the bucket of Gen 1, which stays where it is with everything in it. */
export function ${identifier(functionName)}(backend: ${type}${pool}) {
${body}
}`;
}

function namesCode(buckets: ReadonlyMap<string, BucketName>, withRegions: boolean): Code {
  return object(
    [...buckets].map(([branch, { name, region }]): Entry => {
      if (!withRegions) return [branch, literal(name)];
      return [
        branch,
        object([['name', literal(name)], region === null ? null : ['region', literal(region)]]),
      ];
    }),
  );
}

/** What `defineStorage` tells the clients (storage_outputs_aspect of @aws-amplify/backend-storage). */
function outputCode({ name, isDefault, access }: ReferencedBucket, region: Code): Code {
  const paths = pathsOf(access.rules);
  const entry = object([
    ['name', literal(name)],
    ['bucket_name', code`bucketName`],
    ['aws_region', region],
    paths.length === 0 ? null : ['paths', object(paths)],
  ]);
  return object([
    isDefault ? ['aws_region', region] : null,
    isDefault ? ['bucket_name', code`bucketName`] : null,
    ['buckets', code`[${entry}]`],
  ]);
}

/** The words that clients get for each rule; `read` is told as `get` and `list`. */
function pathsOf(rules: readonly AccessRule[]): Entry[] {
  const paths = new Map<string, [string, Code][]>();
  for (const { path, who, words } of rules) {
    const reached = path.replace('{entity_id}/*', who === 'entity' ? `${CALLER}/*` : '*');
    const told = words.flatMap((word) => (word === 'read' ? ['get', 'list'] : [word]));
    const entries = paths.get(reached) ?? [];
    paths.set(reached, entries);
    entries.push([who === 'entity' ? 'entityidentity' : who, literal(told)]);
  }
  return [...paths].map(([path, entries]): Entry => [path, object(entries)]);
}

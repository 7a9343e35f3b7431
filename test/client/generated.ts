import { joinedModule } from '../../transforms/client/configuration/joined.js';
import { serverModule } from '../../transforms/client/server/module.js';
import { PAIRS } from './pairs.js';

/** What a deployed backend writes, with every section and value that rewritten code reads. */
const OUTPUTS = {
  version: '1.4',
  auth: {
    aws_region: 'eu-west-1',
    user_pool_id: 'eu-west-1_kilns',
    user_pool_client_id: 'client',
    identity_pool_id: 'eu-west-1:1',
    oauth: {
      identity_providers: ['GOOGLE'],
      domain: 'kilns.auth.eu-west-1.amazoncognito.com',
      scopes: ['openid'],
      redirect_sign_in_uri: ['http://localhost:3000/'],
      redirect_sign_out_uri: ['http://localhost:3000/'],
      response_type: 'code',
    },
    unauthenticated_identities_enabled: true,
  },
  data: {
    url: 'https://kilns.appsync-api.eu-west-1.amazonaws.com/graphql',
    aws_region: 'eu-west-1',
    api_key: 'key',
    default_authorization_type: 'AMAZON_COGNITO_USER_POOLS',
    authorization_types: ['API_KEY'],
  },
  storage: { aws_region: 'eu-west-1', bucket_name: 'kilns' },
  analytics: { amazon_pinpoint: { app_id: 'app', aws_region: 'eu-west-1' } },
};

const GEN1 = {
  aws_project_region: 'eu-west-1',
  aws_cognito_region: 'eu-west-1',
  aws_user_pools_id: 'eu-west-1_kilns',
  aws_user_pools_web_client_id: 'client',
  aws_cognito_signup_attributes: ['EMAIL'],
  oauth: {},
  aws_appsync_graphqlEndpoint: 'https://kilns.appsync-api.eu-west-1.amazonaws.com/graphql',
  aws_appsync_authenticationType: 'AMAZON_COGNITO_USER_POOLS',
  aws_cloud_logic_custom: [{ name: 'ovens', endpoint: 'https://ovens.example.com', region: 'eu-west-1' }],
  aws_user_files_s3_bucket: 'kilns',
  aws_user_files_s3_bucket_region: 'eu-west-1',
};

/** As much of the types of Next.js 16 as its adapter and the fixtures name. */
const NEXT: Readonly<Record<string, string>> = {
  'next/index.d.ts': `
import { IncomingMessage, ServerResponse } from 'node:http';
export type NextApiRequest = IncomingMessage & { cookies: Partial<Record<string, string>>; query: Partial<Record<string, string | string[]>>; body: any };
export type NextApiResponse<T = any> = ServerResponse & { status(code: number): NextApiResponse<T>; json(body: T): void };
export interface GetServerSidePropsContext {
  req: IncomingMessage & { cookies: Partial<Record<string, string>> };
  res: ServerResponse;
  params?: Record<string, string | string[]>;
}
export type GetServerSideProps<P = any> = (context: GetServerSidePropsContext) => Promise<{ props: P }>;
`,
  'next/server.d.ts': `
interface Cookies { get(name: string): { name: string; value: string } | undefined; getAll(): { name: string; value: string }[] }
export class NextRequest extends Request { readonly cookies: Cookies }
export class NextResponse extends Response {
  readonly cookies: Cookies;
  static next(): NextResponse;
  static json(body: unknown): NextResponse;
  static redirect(url: URL): NextResponse;
}
`,
  'next/headers.d.ts': `
export function cookies(): Promise<{ get(name: string): { name: string; value: string } | undefined }>;
export function headers(): Promise<Headers>;
`,
};

/** Backends that have moved in part. */
const STEPS = [
  { moved: ['auth'], left: ['data', 'storage', 'rest'] },
  { moved: ['auth', 'data'], left: ['storage', 'rest'] },
  { moved: ['auth', 'data', 'storage'], left: ['analytics'] },
];

const joined = STEPS.flatMap(({ moved, left }, index) =>
  ['./aws-exports', './amplifyconfiguration.json'].map((gen1, form): [string, string] => [
    `amplify-configuration-${index}-${form}.ts`,
    joinedModule({ outputs: './amplify_outputs.json', gen1, moved, left: new Set(left) }),
  ]),
);

/** The modules that are written beside rewritten code, by their place among the fixtures. */
export const GENERATED: ReadonlyMap<string, string> = new Map(
  [
    ...joined,
    ['utils/amplify-server.ts', serverModule('../amplify_outputs.json')] as const,
    ['utils/amplify-server-joined.ts', serverModule('../amplify-configuration-0-0')] as const,
  ].map(([path, text]) => [`${PAIRS}${path}`, text]),
);

/** Files that those import, and the framework. */
export const AROUND: ReadonlyMap<string, string> = new Map(
  [
    ['amplify_outputs.json', JSON.stringify(OUTPUTS)] as const,
    ['amplifyconfiguration.json', JSON.stringify(GEN1)] as const,
    ['aws-exports.js', `const awsmobile = ${JSON.stringify(GEN1)};\nexport default awsmobile;\n`] as const,
    ...Object.entries(NEXT),
  ].map(([path, text]) => [`${PAIRS}${path}`, text]),
);

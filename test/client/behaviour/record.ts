import { isObject, type Received } from './fake/exchange.js';

/** A request as far as it means something, without what is new each time: times, signatures, random numbers. */
export interface Recorded {
  readonly call: string;
  readonly authorization: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Headers that decide what is stored or who is meant; the others are of the library or of the transport. */
const HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'x-amz-acl',
  'x-amz-copy-source',
];
const HEADER_GROUPS = /^x-amz-meta-|^x-note-/;

/** What the libraries ask for themselves, to know who calls; an app sees of it what the caller gets. */
const OWN = new Set(['GetUser', 'GetId', 'GetCredentialsForIdentity']);

/** What names the operation again, what keeps answers out of caches, and how a listing writes its keys. */
const OWN_QUERY = new Set(['x-id', 'response-cache-control', 'encoding-type']);

export function recorded(request: Received): Recorded | null {
  const { host, method, path, query, headers, body } = request;
  const target = headers['x-amz-target']?.split('.').at(-1);
  if (target !== undefined && OWN.has(target)) return null;
  const kept = Object.entries(headers).filter(([name]) => HEADERS.includes(name) || HEADER_GROUPS.test(name));
  const asked = [...query]
    .filter(([name]) => !OWN_QUERY.has(name))
    .sort()
    .map(([name, value]) => `${name}=${value}`);
  const where = `https://${host}${path}${asked.length > 0 ? `?${asked.join('&')}` : ''}`;
  return {
    call: target ?? `${method} ${where}`,
    authorization: authorizationOf(headers),
    headers: Object.fromEntries(kept.sort()),
    body: bodyOf(body),
  };
}

/** Who asks: by the key, by the credentials of a signature, or by a token. */
function authorizationOf(headers: Received['headers']): string {
  const { authorization, 'x-api-key': key } = headers;
  if (authorization === undefined) return key === undefined ? 'none' : `key ${key}`;
  const [, accessKey, scope] = /Credential=(\w+)\/\d+\/([\w-]+\/[\w-]+)/.exec(authorization) ?? [];
  if (accessKey !== undefined) return `signed by ${accessKey} for ${scope ?? ''}`;
  const use = tokenUse(authorization);
  return use === null ? `the text ${authorization}` : `${use} token`;
}

/** `access` or `id`, for a token of the user pool. */
function tokenUse(text: string): string | null {
  const [, claims] = /^(?:Bearer )?[\w-]+\.([\w-]+)\.[\w-]+$/.exec(text) ?? [];
  if (claims === undefined) return null;
  const payload: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
  return isObject(payload) && typeof payload['token_use'] === 'string' ? payload['token_use'] : null;
}

function bodyOf(body: string): unknown {
  if (!/^[[{]/.test(body)) return body;
  const value: unknown = JSON.parse(body);
  return stable(value);
}

/** Members that are new each time, as what they are of. */
const VARYING = new Map([
  ['SRP_A', 'a random number'],
  ['PASSWORD_CLAIM_SIGNATURE', 'a signature'],
  ['TIMESTAMP', 'a time'],
]);

/** A value without what is new each time, and with GraphQL documents laid out as one line. */
export function stable(value: unknown, name = ''): unknown {
  const varying = VARYING.get(name);
  if (varying !== undefined) return varying;
  if (typeof value === 'string') {
    const use = tokenUse(value);
    if (use !== null) return `${use} token`;
    return name === 'query'
      ? value.replace(/\s+/g, ' ').trim()
      : value.replace(/https:\S+X-Amz-\S+/g, presigned);
  }
  if (Array.isArray(value)) return value.map((one) => stable(one));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => one !== undefined && !isNothing(key, one))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, stable(one, key)]),
  );
}

/** Version 5 sends some members also where there is nothing to say, which to Cognito is the same as without them. */
function isNothing(name: string, value: unknown): boolean {
  if (name === 'ClientMetadata') return isObject(value) && Object.keys(value).length === 0;
  if (name === 'UserAttributes') return Array.isArray(value) && value.length === 0;
  return name === 'ValidationData' && value === null;
}

/** A presigned URL without its time, its signature and what only names the library. */
function presigned(text: string): string {
  const url = new URL(text);
  const drop =
    /^X-Amz-(?:Date|Signature|Security-Token|Content-Sha256)$|^x-amz-(?:user-agent|content-sha256)$|^x-id$/;
  const kept = [...url.searchParams]
    .filter(([name]) => !drop.test(name))
    .map(([name, value]) => `${name}=${value.replace(/\/\d{8}\//, '/(day)/')}`);
  return `${url.origin}${url.pathname}?${kept.sort().join('&')}`;
}

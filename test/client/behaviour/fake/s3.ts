import { type Answer, type Received, type Service } from './exchange.js';

const XML = { 'content-type': 'application/xml' };
const MODIFIED = 'Fri, 01 Mar 2024 10:00:00 GMT';
const MISSING = 'missing.txt';

/** A bucket that holds whatever is asked for, except for missing.txt. */
export const s3: Service = {
  host: /\.s3\.us-east-1\.|^s3\./,
  answer(request) {
    const { method, path, query, headers } = request;
    if (path.endsWith(MISSING)) return missing(method);
    if (method === 'GET' && query.has('list-type')) return listing(request);
    if (method === 'POST' && query.has('delete'))
      return { status: 200, headers: XML, body: '<DeleteResult/>' };
    if (method === 'PUT' && headers['x-amz-copy-source'] !== undefined) {
      const result = `<CopyObjectResult><ETag>"copied"</ETag><LastModified>${MODIFIED}</LastModified></CopyObjectResult>`;
      return { status: 200, headers: XML, body: result };
    }
    if (method === 'PUT') return { status: 200, headers: { etag: '"stored"' } };
    if (method === 'DELETE') return { status: 204 };
    const described = { 'content-type': 'text/plain', etag: '"stored"', 'last-modified': MODIFIED };
    const meta = { 'x-amz-meta-colour': 'blue' };
    return {
      status: 200,
      headers: { ...described, ...meta, 'content-length': '5' },
      ...(method === 'GET' && { body: 'hello' }),
    };
  },
};

function missing(method: string): Answer {
  const body =
    '<?xml version="1.0"?><Error><Code>NoSuchKey</Code><Message>The key does not exist.</Message></Error>';
  return { status: 404, headers: XML, ...(method !== 'HEAD' && { body }) };
}

/** Two objects below the prefix that was asked for; a page of one tells where the next begins. */
function listing({ host, query }: Received): Answer {
  const prefix = query.get('prefix') ?? '';
  // Nothing lies below the name of a file.
  const names = /\.\w+\/$/.test(prefix) ? [] : ['one.txt', 'two.txt'];
  const continued = query.get('continuation-token');
  const first = continued === null ? 0 : 1;
  const size = Number(query.get('max-keys') ?? '1000');
  // Keys are written as URLs where that is asked for, which version 6 does.
  const encoded = query.get('encoding-type') === 'url';
  const encode = (text: string): string => (encoded ? encodeURIComponent(text).replaceAll('%2F', '/') : text);
  const page = names.slice(first, first + size);
  const more = first + page.length < names.length;
  const objects = page.map(
    (name) =>
      `<Contents><Key>${encode(`${prefix}${name}`)}</Key><LastModified>2024-03-01T10:00:00.000Z</LastModified><ETag>"stored"</ETag><Size>5</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const echo = continued === null ? '' : `<ContinuationToken>${continued}</ContinuationToken>`;
  const token = more ? '<NextContinuationToken>second-page</NextContinuationToken>' : '';
  const body = `<?xml version="1.0"?><ListBucketResult><Name>${host.split('.', 1).join('')}</Name><Prefix>${encode(prefix)}</Prefix>${encoded ? '<EncodingType>url</EncodingType>' : ''}<KeyCount>${String(page.length)}</KeyCount><MaxKeys>${String(size)}</MaxKeys><IsTruncated>${String(more)}</IsTruncated>${objects.join('')}${echo}${token}</ListBucketResult>`;
  return { status: 200, headers: XML, body };
}

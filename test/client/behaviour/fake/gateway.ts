import { json, type Service } from './exchange.js';

/** A REST API of notes: the path decides what it answers. */
export const gateway: Service = {
  host: /\.execute-api\./,
  answer({ method, path, query, body }) {
    if (path.endsWith('/missing')) return json(404, { message: 'no such note' });
    if (path.endsWith('/plain'))
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'as it is' };
    if (path.endsWith('/nothing')) return { status: 204 };
    if (method === 'HEAD') return { status: 200, headers: { 'x-note-count': '2' } };
    return json(200, { method, path, query: [...query], body });
  },
};

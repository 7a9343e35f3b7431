import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A comment as GitHub's API has it, as far as the action reads it. */
export interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly type: 'Bot' | 'User' };
}

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string | null;
}

export interface GitHub {
  readonly url: string;
  readonly asked: Asked[];
  readonly comments: Comment[];
}

export interface Behaviour {
  readonly comments?: readonly Comment[];
  /** How many comments a page has. */
  readonly page?: number;
  /** Statuses by which requests are refused, in their order; null: the request is answered. */
  readonly refusals?: (asked: Asked, before: number) => number | null;
  /** Where the second page is said to be. */
  readonly nextPage?: string;
}

/** The part of GitHub's API that comments, on this machine, for one test. */
export async function gitHub(behaviour: Behaviour = {}): Promise<GitHub> {
  const asked: Asked[] = [];
  const comments = [...(behaviour.comments ?? [])];
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sent = await text(request);
    const { body } = sent === '' ? { body: null } : (JSON.parse(sent) as { body: string });
    const { method = '', url = '', headers } = request;
    const one = { method, url, authorization: headers.authorization, body };
    const refusal = behaviour.refusals?.(one, asked.length) ?? null;
    asked.push(one);
    const reply = (status: number, value: unknown, more = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(value));
    };
    if (refusal !== null) reply(refusal, { message: 'Resource not accessible by integration' });
    else if (method === 'GET') listed(url, reply);
    else reply(method === 'POST' ? 201 : 200, { id: 1 });
  }

  function listed(url: string, reply: (status: number, value: unknown, more?: object) => void): void {
    const page = Number(new URL(url, 'http://localhost').searchParams.get('page') ?? '1');
    const size = behaviour.page ?? 100;
    const next = behaviour.nextPage ?? `${url.split('?')[0] ?? ''}?per_page=100&page=${page + 1}`;
    const more = page * size < comments.length ? { link: `<${next}>; rel="next"` } : {};
    reply(200, comments.slice((page - 1) * size, page * size), more);
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, comments };
}

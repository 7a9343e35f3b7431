import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { appsync } from './appsync.js';
import { cognito, identityPool } from './cognito.js';
import { type Answer, type Received, type Service } from './exchange.js';
import { gateway } from './gateway.js';
import { acceptRealtime } from './realtime.js';
import { s3 } from './s3.js';

/** The header by which a request that was led here says whom it was for. */
export const FOR_HOST = 'x-for-host';

const SERVICES: readonly Service[] = [cognito, identityPool, s3, appsync, gateway];

/** One server of all services, on loopback, that tells what it receives. */
export async function startFake(
  received: (request: Received) => void,
): Promise<{ port: number; server: Server }> {
  const server = createServer((incoming, outgoing) => {
    void receive(incoming).then((request) => {
      received(request);
      const { status, headers = {}, body } = answer(request);
      outgoing.writeHead(status, headers).end(body);
    });
  });
  server.on('upgrade', (incoming, socket) => {
    acceptRealtime(incoming, socket, received);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, server };
}

function answer(request: Received): Answer {
  const service = SERVICES.find(({ host }) => host.test(request.host));
  return service === undefined ? { status: 501, body: `nobody is ${request.host}` } : service.answer(request);
}

async function receive(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join() : (value ?? ''),
    ]),
  );
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return {
    host: headers[FOR_HOST] ?? '',
    method: incoming.method ?? '',
    path: pathname,
    query: searchParams,
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

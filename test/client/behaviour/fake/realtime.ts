import { createHash } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { type Duplex } from 'node:stream';
import { isObject, membersOf, type Received, textOf } from './exchange.js';

const EVENT = { onCreateNote: { id: '1', title: 'First', __typename: 'Note' } };
const REFUSED = { errorType: 'Unauthorized', message: 'Not Authorized to access onCreateNote' };
/** RFC 6455, 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * AppSync's WebSocket API for subscriptions: it acknowledges each, sends one event and completes it when it is
 * stopped (AppSync developer guide, "Building a real-time WebSocket client").
 */
export function acceptRealtime(
  incoming: IncomingMessage,
  socket: Duplex,
  received: (request: Received) => void,
): void {
  const key = incoming.headers['sec-websocket-key'] ?? '';
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
  socket.write(
    [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${accept}`,
      'Sec-WebSocket-Protocol: graphql-ws',
      '\r\n',
    ].join('\r\n'),
  );
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let frame = frameOf(pending); frame !== null; frame = frameOf(pending)) {
      pending = pending.subarray(frame.length);
      if (frame.opcode === TEXT)
        for (const reply of repliesTo(frame.text, received)) socket.write(framed(reply));
      if (frame.opcode === CLOSE) socket.end();
    }
  });
  socket.on('error', () => socket.destroy());
}

function repliesTo(text: string, received: (request: Received) => void): readonly unknown[] {
  const message = membersOf(text);
  const { id } = message;
  if (message['type'] === 'connection_init') {
    return [{ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } }];
  }
  if (message['type'] === 'stop') return [{ type: 'complete', id }];
  if (message['type'] !== 'start') return [];
  const request = asRequest(message['payload']);
  received(request);
  if (request.body.includes('Forbidden')) return [{ type: 'error', id, payload: { errors: [REFUSED] } }];
  return [
    { type: 'start_ack', id },
    { type: 'data', id, payload: { data: EVENT } },
  ];
}

/** The message that begins a subscription, as the request over HTTP that it stands for. */
function asRequest(payload: unknown): Received {
  const { data, extensions } = isObject(payload) ? payload : {};
  const authorization = isObject(extensions) ? extensions['authorization'] : undefined;
  const headers = isObject(authorization) ? authorization : {};
  return {
    host: textOf(headers['host']),
    method: 'SUBSCRIBE',
    path: '/graphql',
    query: new URLSearchParams(),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), textOf(value)]),
    ),
    body: textOf(data),
  };
}

const TEXT = 1;
const CLOSE = 8;

interface Frame {
  readonly opcode: number;
  readonly text: string;
  readonly length: number;
}

/** The first frame of what came, which a client masks (RFC 6455, 5.2); null until all of it is there. */
function frameOf(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null;
  const short = bytes.readUInt8(1) & 0x7f;
  const extended = short === 126 ? 2 : 0;
  if (bytes.length < 2 + extended + 4) return null;
  const size = extended === 2 ? bytes.readUInt16BE(2) : short;
  const start = 2 + extended + 4;
  if (bytes.length < start + size) return null;
  const mask = bytes.subarray(start - 4, start);
  const payload = bytes.subarray(start, start + size).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return {
    opcode: bytes.readUInt8(0) & 0x0f,
    text: Buffer.from(payload).toString('utf8'),
    length: start + size,
  };
}

function framed(message: unknown): Buffer {
  const payload = Buffer.from(JSON.stringify(message));
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, 0, 0]);
  if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

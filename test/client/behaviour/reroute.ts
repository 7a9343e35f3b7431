import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import { FOR_HOST } from './fake/server.js';

/**
 * Leads every request of this process to the fake: version 6 asks by fetch, version 5 by fetch for Cognito and by
 * node:https (axios) for everything else. Both have the hosts of AWS built in. Nothing else leaves.
 */
export function reroute(port: number): void {
  rerouteFetch(port);
  rerouteHttps(port);
  rerouteWebSocket(port);
}

function rerouteFetch(port: number): void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { host, pathname, search } = new URL(request.url);
    const headers = new Headers(request.headers);
    headers.set(FOR_HOST, host);
    const bare = request.method === 'GET' || request.method === 'HEAD';
    return original(`http://127.0.0.1:${String(port)}${pathname}${search}`, {
      method: request.method,
      headers,
      ...(!bare && { body: await request.arrayBuffer() }),
    });
  };
}

function rerouteHttps(port: number): void {
  const request = (
    options: RequestOptions,
    answered?: (response: IncomingMessage) => void,
  ): ClientRequest => {
    const headers = new Map(Object.entries(options.headers ?? {}));
    headers.set(FOR_HOST, options.hostname ?? options.host ?? '');
    const here = { protocol: 'http:', hostname: '127.0.0.1', host: '127.0.0.1', port, agent: false };
    return http.request({ ...options, ...here, headers: Object.fromEntries(headers) }, answered);
  };
  Object.assign(https, { request });
}

function rerouteWebSocket(port: number): void {
  const rerouted = class extends globalThis.WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      const { pathname, search } = new URL(url);
      super(`ws://127.0.0.1:${String(port)}${pathname}${search}`, protocols);
    }
  };
  Object.assign(globalThis, { WebSocket: rerouted });
}

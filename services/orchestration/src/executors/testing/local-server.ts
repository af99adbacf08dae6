import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as it arrived. */
export interface Arrived {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answering = (call: Arrived, response: ServerResponse, n: number) => void | Promise<void>;

/** An HTTP server of this process, for stand-ins of what is elsewhere. */
export interface LocalServer {
  readonly url: string;
  readonly port: number;
  /** What has arrived so far. */
  readonly calls: Arrived[];
  /** How calls are answered from now on. */
  answer: Answering;
  stop(): Promise<void>;
}

export async function startLocalServer(answer: Answering, port = 0): Promise<LocalServer> {
  const calls: Arrived[] = [];
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const call = { path: incoming.url ?? '', headers: incoming.headers, body: Buffer.concat(parts).toString() };
      calls.push(call);
      void local.answer(call, response, calls.length);
    });
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const { port: bound } = server.address() as AddressInfo;
  const local: LocalServer = {
    ...{ url: `http://127.0.0.1:${bound}`, port: bound, calls, answer },
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
  return local;
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly bytes?: Buffer;
}

/** A real HTTP server that answers what a spec says, and what it was asked. */
export class FakeGateway {
  readonly seen: Seen[] = [];
  answer: (request: Seen) => Answer | Promise<Answer> = () => ({ status: 404, json: { title: 'Not Found' } });
  url = '';
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url!, 'http://gateway');
      const one: Seen = {
        method: request.method!,
        path: pathname,
        query: Object.fromEntries(searchParams),
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      if (pathname !== '/health/live') this.seen.push(one);
      void Promise.resolve(pathname === '/health/live' ? { json: { status: 'ok' } } : this.answer(one)).then(
        ({ status = 200, json, text, bytes }) => {
          // A kept connection that ends while the next question is on its way would fail it.
          response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
          response.end(bytes ?? text ?? JSON.stringify(json ?? {}));
        },
      );
    });
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

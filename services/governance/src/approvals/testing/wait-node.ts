import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as it arrived. */
export interface Arrived {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An HTTP server that stands in for n8n's wait nodes. */
export class WaitNode {
  readonly calls: Arrived[] = [];
  /** What it answers from now on; `hang` is no answer. */
  answer: number | 'hang' = 200;

  private constructor(private readonly server: Server) {}

  static async listen(): Promise<WaitNode> {
    const server = createServer();
    const node = new WaitNode(server);
    server.on('request', (incoming, response) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => {
        const body = Buffer.concat(parts).toString();
        node.calls.push({ path: incoming.url ?? '', headers: incoming.headers, body });
        if (node.answer !== 'hang') response.writeHead(node.answer).end('{}');
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return node;
  }

  /** Its host, as it stands in GOVERNANCE_RESUME_HOSTS. */
  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  url(execution: string): string {
    return `http://${this.host}/webhook-waiting/${execution}?signature=abc`;
  }

  callsOf(execution: string): Arrived[] {
    return this.calls.filter(({ path }) => path.startsWith(`/webhook-waiting/${execution}?`));
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((closed) => this.server.close(() => closed()));
  }
}

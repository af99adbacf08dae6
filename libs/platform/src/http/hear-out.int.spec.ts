import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { hearOutRefusedBodies } from './hear-out.js';

const LIMIT = 1_024;

describe('a body that is too large', () => {
  let server: FastifyInstance;
  let port: number;
  beforeAll(async () => {
    server = fastify({ bodyLimit: LIMIT });
    hearOutRefusedBodies(server);
    server.post('/', () => 'taken');
    await server.listen({ port: 0, host: '127.0.0.1' });
    port = (server.server.address() as AddressInfo).port;
  });
  afterAll(() => server.close());

  /** Sends piece by piece, as a slow line does, and never stops before the end. @returns the status, or the error's code */
  async function send(pieces: number, headers: Record<string, string>): Promise<number | string> {
    const sending = request({ port, method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
    const answer = Promise.race([
      once(sending, 'response').then(([response]) => (response as { statusCode: number }).statusCode),
      once(sending, 'error').then(([error]) => (error as NodeJS.ErrnoException).code ?? 'error'),
    ]);
    for (let piece = 0; piece < pieces; piece += 1) {
      sending.write(`"${'x'.repeat(64 * 1_024 - 2)}"`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    sending.end();
    return answer;
  }

  it.each([
    ['announced', { 'content-length': String(40 * 64 * 1_024) }],
    ['in chunks', {}],
  ])('is refused with 413 by the time it is sent: %s', async (_how, headers) => {
    expect(await send(40, headers as Record<string, string>)).toBe(413);
  });

  it('is not waited for when it never comes', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 999999\r\n\r\n{`);
    const began = performance.now();
    let heard = '';
    socket.on('data', (data: Buffer) => (heard += data.toString()));
    await once(socket, 'end');
    expect(heard).toMatch(/^HTTP\/1.1 413 /);
    expect(performance.now() - began).toBeLessThan(10_000);
    socket.destroy();
  });
});

// The baseline of the intake benches, a process of its own: the least code that verifies the signature over the raw body and
// answers after JetStream's acknowledgement. No headers checked, no envelope, no hash of the body, no delivery id.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { connectBroker } from '@vividwalls/messaging';
import fastify from 'fastify';

const [natsUrl, secret] = [process.env['NATS_URL']!, process.env['SECRET']!];
const client = jetstream(await connectBroker({ url: natsUrl, name: 'bare-route' }));
const server = fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post('/webhooks/shopify', async (request, reply) => {
  const body = request.body as Buffer;
  const given = Buffer.from(String(request.headers['x-shopify-hmac-sha256'] ?? ''), 'base64');
  const expected = createHmac('sha256', secret).update(body).digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return reply.status(401).send();
  await client.publish('vw.bench.delivery.received', body, { msgID: String(request.headers['x-shopify-webhook-id']) });
  return {};
});
await server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
process.send!('ready');
process.once('SIGTERM', () => process.exit(0));

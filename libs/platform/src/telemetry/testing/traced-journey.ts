import {
  createSpan,
  MessagingTracing,
  processSpan,
  sendSpan,
  type EventEnvelope,
  type ProcessedDelivery,
  type TelemetryProviders,
} from '@vividwalls/messaging';
import Fastify from 'fastify';
import { traceRequests } from '../trace-requests.js';

const DELIVERY = 'acme.intake.delivery.received';
const FACT = 'acme.shop.order.paid';

/**
 * What the product does with a webhook, as far as it can be seen in traces: a request appends an event, the relay sends it,
 * a consumer handles it and appends another, which a raw consumer records.
 */
export async function tracedJourney(providers: TelemetryProviders): Promise<void> {
  const tracing = new MessagingTracing(providers.tracerProvider);
  const append = (id: string, subject: string, cause?: EventEnvelope): EventEnvelope => {
    const traceparent = createSpan(tracing, { id, subject, correlationid: 'journey', ...(cause && { cause }) });
    return {
      id,
      type: `${subject}.v1`,
      correlationid: 'journey',
      ...(traceparent && { traceparent }),
    } as EventEnvelope;
  };
  const server = Fastify();
  traceRequests(server, providers);
  server.post('/webhooks/shop', async () => append('delivery-1', DELIVERY));
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/webhooks/shop`, { method: 'POST', headers, body: '{"order":1}' });
  const delivery = (await answer.json()) as EventEnvelope;
  await server.close();

  send(tracing, delivery, DELIVERY);
  const translating = { consumer: 'door', deliveries: [deliveryOf(delivery, 'INTAKE', DELIVERY)], depth: 0 };
  const fact = await processSpan(tracing, translating, async (batch) => {
    batch.handling(translating.deliveries);
    await new Promise((resolve) => setImmediate(resolve));
    return append('fact-1', FACT, delivery);
  });
  send(tracing, fact, FACT);
  const { envelope: _decoded, ...raw } = deliveryOf(fact, 'SHOP', FACT);
  const recording = { consumer: 'record', deliveries: [raw], depth: 0 };
  await processSpan(tracing, recording, async (batch) => batch.handling(recording.deliveries));
}

function send(tracing: MessagingTracing, envelope: EventEnvelope, subject: string): void {
  const message = { messageId: envelope.id, subject, headers: headersOf(envelope) };
  sendSpan(tracing, [message]).end({ published: 1, duplicates: 0, parked: 0, unavailable: 0 });
}

function deliveryOf(envelope: EventEnvelope, stream: string, subject: string): ProcessedDelivery {
  return { stream, subject, envelope, headers: { 'Nats-Msg-Id': envelope.id, ...headersOf(envelope) } };
}

const headersOf = ({ traceparent }: EventEnvelope): Record<string, string> => (traceparent ? { traceparent } : {});

import { createSpan, MessagingMetrics, MessagingTracing, processSpan, sendSpan, type BegunDelivery } from './index.js';
import type { ProcessedDelivery } from './process-span.js';

/** Measured 0.1 µs on two shared cores; the limit leaves room for a machine that does ten other things. */
const LIMIT_US = 2;

const EVENTS = 50_000;
const BATCH = 500;

/** Time of the processor and not of the wall: other specs run beside this one. */
const cpuUs = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

describe('telemetry that nobody asked for', () => {
  it('costs next to nothing per event', async () => {
    const tracing = new MessagingTracing();
    const metrics = new MessagingMetrics();
    const now = new Date();
    const deliveries = Array.from({ length: BATCH }, (): ProcessedDelivery & BegunDelivery => {
      return { stream: 'SHELF', subject: 'acme.shelf.book.added', headers: {}, storedAt: now };
    });
    const messages = deliveries.map(({ subject, headers }) => ({ messageId: 'id', subject, headers }));
    const began = cpuUs();
    for (let batch = 0; batch < EVENTS / BATCH; batch += 1) {
      for (const { messageId, subject } of messages)
        createSpan(tracing, { id: messageId, subject, correlationid: 'c' });
      sendSpan(tracing, messages).end({ published: BATCH, duplicates: 0, parked: 0, unavailable: 0 });
      await processSpan(tracing, { consumer: 'shelf', deliveries, depth: 0 }, async (span) => {
        span.handling(deliveries);
        metrics.begun('shelf', deliveries, now);
      });
    }
    const perEventUs = (cpuUs() - began) / EVENTS;
    expect(perEventUs).toBeLessThan(LIMIT_US);
  });
});

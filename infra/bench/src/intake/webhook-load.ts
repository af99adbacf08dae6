import { loadOrders, sendDeliveries, type SendReport } from '@vividwalls/simulator';

/** Webhooks in flight at most. */
export const CONCURRENCY = 32;

/** Where signed webhooks go. */
export interface WebhookReceiver {
  readonly url: string;
  readonly secret: string;
}

/**
 * Sends signed `orders/paid` webhooks of about 7.5 kB, as fast as they are answered or `perSecond`. The bodies are made
 * before the clock starts. Throws unless every one was answered 200. Another seed gives other orders.
 */
export async function sendOrders(
  { url, secret }: WebhookReceiver,
  { seed, count, perSecond = 0 }: { seed: string; count: number; perSecond?: number },
): Promise<SendReport> {
  const deliveries = [...loadOrders({ count, seed })].map(({ delivery }) => delivery);
  const report = await sendDeliveries(deliveries, { url, secret, rate: perSecond, concurrency: CONCURRENCY });
  if (report.acknowledged !== count) throw new Error(`${report.failed} of ${count} webhooks were not acknowledged`);
  return report;
}

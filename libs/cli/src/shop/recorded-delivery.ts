import type { Delivery } from '@vividwalls/simulator';
import { usageError } from '../command-error.js';

/** One line of a recording: a delivery without its signature. The body is text, or base64 when it is no UTF-8. */
interface RecordedDelivery {
  readonly topic: string;
  readonly at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly encoding?: 'base64';
}

export function recordLine(one: Delivery): string {
  const text = one.body.toString('utf8');
  const exact = Buffer.from(text).equals(one.body);
  const line: RecordedDelivery = {
    topic: one.topic,
    at: new Date(one.at).toISOString(),
    headers: one.headers,
    ...(exact ? { body: text } : { body: one.body.toString('base64'), encoding: 'base64' as const }),
  };
  return `${JSON.stringify(line)}\n`;
}

/** @param place `file:line`, for the message when it isn't one */
export function readLine(line: string, place: string): Delivery {
  let value: Partial<RecordedDelivery>;
  try {
    value = JSON.parse(line) as Partial<RecordedDelivery>;
  } catch (error) {
    throw usageError(`${place} is no JSON: ${(error as Error).message}`);
  }
  const { topic, at, headers, body, encoding } = value;
  if (
    typeof topic !== 'string' ||
    typeof body !== 'string' ||
    typeof headers !== 'object' ||
    !headers['X-Shopify-Webhook-Id']
  ) {
    throw usageError(`${place} is no recorded delivery: it needs topic, body and headers with X-Shopify-Webhook-Id`);
  }
  return {
    topic,
    headers,
    body: Buffer.from(body, encoding === 'base64' ? 'base64' : 'utf8'),
    at: typeof at === 'string' ? Date.parse(at) : 0,
  };
}

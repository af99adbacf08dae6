import type { RecordedEvent, Verification } from '@vividwalls/contracts';
import type { System } from './system.js';

const LARGEST_PAGE = 500;

export function verifyRecord(system: System): Promise<Verification> {
  return system.get<Verification>('/api/audit/verify');
}

/** Everything that the chain holds of a stream, in its order. */
export async function recordedEvents(system: System, stream: string): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const at = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { items: RecordedEvent[]; nextCursor?: string } = await system.get(
      `/api/audit/events?stream=${stream}&order=asc&limit=${LARGEST_PAGE}${at}`,
    );
    events.push(...page.items);
    cursor = page.nextCursor;
  }
  return events;
}

/**
 * Shopify's ids of all deliveries that the chain holds; one that is there twice is listed twice. The list leaves large bodies
 * out; the event's subject is the same id.
 */
export async function recordedDeliveries(system: System): Promise<string[]> {
  const events = await recordedEvents(system, 'INTAKE');
  return events.map(({ data, subject }) => (data as { deliveryId: string } | undefined)?.deliveryId ?? subject ?? '');
}

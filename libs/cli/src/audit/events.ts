import type { RecordedEvent } from '@vividwalls/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { interrupted } from '../command-error.js';
import type { Action } from '../command.js';
import type { Context } from '../context.js';

const PAGE_SIZE = 200;
/** How soon a followed event is seen. */
const FOLLOW_EVERY_MS = 500;
const LONGEST_WAIT_MS = 10_000;

export interface EventsOptions {
  readonly type?: string;
  readonly subject?: string;
  readonly correlationId?: string;
  readonly limit: number;
  readonly follow?: boolean;
}

const COLUMNS = [
  { title: 'position' },
  { title: 'time' },
  { title: 'type' },
  { title: 'subject' },
  { title: 'actor' },
  { title: '' },
];
const row = (event: RecordedEvent): string[] => [
  event.position,
  event.time ?? '',
  event.type ?? '(no event)',
  event.subject ?? '',
  event.actor ?? '',
  event.test ? 'test' : '',
];

/** Recorded events, newest first; with --follow the newest few, then each new one as it is recorded. */
export const events: Action<EventsOptions> = async (context, options) => {
  const { api, output } = context;
  const { type, subject, correlationId, limit } = options;
  const filter = { type, subject, correlationId };
  const items = await api.list<RecordedEvent>('/api/audit/events', filter, limit, PAGE_SIZE);
  if (!options.follow) {
    output.result({ items }, () => (items.length > 0 ? output.table(COLUMNS, items.map(row)) : 'No events.'));
    return;
  }
  for (const event of items.reverse()) show(context, event);
  await follow(context, filter, items.at(-1)?.position ?? '0');
};

const show = ({ output }: Context, event: RecordedEvent): void =>
  output.line(event, () =>
    row(event)
      .filter((cell) => cell !== '')
      .join('  '),
  );

/** Asks for what came after the last position, until interrupted. */
async function follow(
  { api, terminal, ...context }: Context,
  filter: Record<string, string | undefined>,
  last: string,
): Promise<never> {
  let cursor = last;
  let waitMs = FOLLOW_EVERY_MS;
  for (;;) {
    let found = 0;
    const query = { ...filter, order: 'asc', limit: PAGE_SIZE, cursor };
    for (const event of (await api.get<{ items: RecordedEvent[] }>('/api/audit/events', query)).items) {
      show({ api, terminal, ...context }, event);
      cursor = event.position;
      found += 1;
    }
    waitMs = found > 0 ? FOLLOW_EVERY_MS : Math.min(waitMs * 1.5, LONGEST_WAIT_MS);
    try {
      await pause(waitMs, undefined, { signal: terminal.signal });
    } catch {
      // The pause rejects only when the operator has had enough.
      throw interrupted();
    }
  }
}

import type { Action } from '../command.js';
import { shown } from '../terminal.js';
import { messagingOf, type ParkedRow } from './messaging-api.js';

const PAGE_SIZE = 200;
const SHOWN_ERROR_CHARACTERS = 80;

/** Events that the broker refused, oldest first. */
export const parked: Action<{ limit: number }> = async ({ api, output }, { limit }, [service]) => {
  const items: ParkedRow[] = [];
  const path = `${messagingOf(service!)}/parked`;
  for await (const row of api.pages<ParkedRow>(path, {}, limit, PAGE_SIZE)) items.push(row);
  output.result({ items }, () => {
    if (items.length === 0) return 'Nothing is parked.';
    const columns = ['id', 'parked', 'subject', 'event', 'error'].map((title) => ({ title }));
    const rows = items.map(({ outboxId, parkedAt, subject, messageId, error }) => [
      ...[outboxId, parkedAt, subject, messageId, error.split('\n')[0]!.slice(0, SHOWN_ERROR_CHARACTERS)],
    ]);
    return output.table(columns, rows);
  });
};

/** Gives one of them another chance. Exit code 5 when it is not parked. */
export const retry: Action<{ reason: string }> = async ({ api, output }, { reason }, [service, id]) => {
  const path = `${messagingOf(service!)}/parked/${encodeURIComponent(id!)}/retry`;
  const { messageId } = await api.post<{ messageId: string }>(path, { reason });
  output.result({ messageId }, () =>
    shown(
      `Event ${messageId} will be published again. Refused again, it is parked again: vw messaging parked ${service}`,
    ),
  );
};

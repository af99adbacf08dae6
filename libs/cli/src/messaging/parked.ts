import type { Action } from '../command.js';
import { columns } from '../output.js';
import { shown } from '../terminal.js';
import { messagingOf, type ParkedRow } from './messaging-api.js';

const PAGE_SIZE = 200;
const SHOWN_ERROR_CHARACTERS = 80;

/** Events that the broker refused, oldest first. */
export const parked: Action<{ limit: number }> = async ({ api, output }, { limit }, [service]) => {
  const path = `${messagingOf(service!)}/parked`;
  const items = await api.list<ParkedRow>(path, {}, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'Nothing is parked.';
    const titles = ['id', 'parked', 'subject', 'event', 'error'];
    const rows = items.map(({ outboxId, parkedAt, subject, messageId, error }) => [
      ...[outboxId, parkedAt, subject, messageId, error.split('\n')[0]!.slice(0, SHOWN_ERROR_CHARACTERS)],
    ]);
    return output.table(columns(titles), rows);
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

import type { Action } from '../command.js';
import { factsOf, type DeadLetter } from './dead-letter.js';

const PAGE_SIZE = 100;
const SHOWN_ERROR_CHARACTERS = 80;

/** Dead letters, newest first. */
export const list: Action<{ limit: number }> = async ({ api, output }, { limit }) => {
  const items: DeadLetter[] = [];
  for await (const letter of api.pages<DeadLetter>('/api/gateway/dead-letters', {}, limit, PAGE_SIZE))
    items.push(letter);
  output.result({ items }, () => {
    if (items.length === 0) return 'No dead letters.';
    const rows = items.map((letter) => {
      const { consumer, origin, attempts, reason, error } = factsOf(letter);
      const text = (error ?? '').slice(0, SHOWN_ERROR_CHARACTERS);
      return [
        String(letter.sequence),
        consumer ?? '',
        origin?.eventType ?? '',
        `${origin?.stream ?? ''} ${origin?.sequence ?? ''}`,
        String(attempts ?? ''),
        reason ?? '',
        text,
      ];
    });
    const titles = ['number', 'consumer', 'event', 'origin', 'attempts', 'reason', 'error'];
    return output.table(
      titles.map((title) => ({ title })),
      rows,
    );
  });
};

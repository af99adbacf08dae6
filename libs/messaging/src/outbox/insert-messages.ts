import { Parameters } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import { INSERT_ROWS_MAX, INSERT_SIZE_MAX, ROW_STATEMENTS_MAX } from '../limits.js';
import type { Step } from './one-message.js';
import type { Parameter } from './parameter-text.js';
import type { OutboxMessage } from './publish.js';

const APPEND_ONE = {
  name: 'outbox_append',
  text: 'INSERT INTO outbox (event_id, subject, headers, payload) VALUES ($1, $2, $3, $4)',
};

/** Writes messages into the outbox now. */
export async function insertMessages(tx: EntityManager, messages: readonly OutboxMessage[]): Promise<void> {
  for (const part of inserts(messages)) {
    const { text, values } = insertOf(part);
    await tx.query(text, values);
  }
}

/**
 * The statements that write messages into the outbox: a planned one for each of a few, because planning an insert anew costs
 * more than inserting; one for all of many, because then it doesn't.
 */
export function insertSteps(messages: readonly OutboxMessage[]): Step[] {
  if (messages.length > ROW_STATEMENTS_MAX) return [...inserts(messages)].map(insertOf);
  return messages.map(({ messageId, subject, headers, payload }) => {
    return { ...APPEND_ONE, values: [messageId, subject, JSON.stringify(headers), payload] };
  });
}

function insertOf(messages: readonly OutboxMessage[]): { text: string; values: Parameter[] } {
  const parameters = new Parameters();
  const columns = [
    parameters.array(
      messages.map(({ messageId }) => messageId),
      'text',
    ),
    parameters.array(
      messages.map(({ subject }) => subject),
      'text',
    ),
    parameters.array(
      messages.map(({ headers }) => JSON.stringify(headers)),
      'jsonb',
    ),
    parameters.longTexts(messages.map(({ payload }) => payload)),
  ];
  return {
    text: `INSERT INTO outbox (event_id, subject, headers, payload) SELECT * FROM unnest(${columns.join(', ')})`,
    values: parameters.values as Parameter[],
  };
}

/** The messages as parts that one insert each takes. */
function* inserts(messages: readonly OutboxMessage[]): Generator<OutboxMessage[]> {
  let [part, size]: [OutboxMessage[], number] = [[], 0];
  for (const message of messages) {
    if (part.length === INSERT_ROWS_MAX || (part.length > 0 && size + message.payload.length > INSERT_SIZE_MAX)) {
      yield part;
      [part, size] = [[], 0];
    }
    part.push(message);
    size += message.payload.length;
  }
  if (part.length > 0) yield part;
}

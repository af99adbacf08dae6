import { Problem } from '@vividwalls/platform';
import { isUUID } from 'class-validator';

/** Where a page of touches ends. */
export interface TouchPlace {
  /** ISO 8601 in UTC. */
  readonly occurredAt: string;
  readonly id: string;
}

export function toTouchCursor({ occurredAt, id }: TouchPlace): string {
  return Buffer.from(`${occurredAt} ${id}`).toString('base64url');
}

/** @throws Problem 400 for a cursor that no page gave */
export function fromTouchCursor(cursor: string): TouchPlace {
  const [occurredAt = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (isUUID(id) && !Number.isNaN(Date.parse(occurredAt))) return { occurredAt, id };
  throw new Problem(400, 'Bad cursor', 'cursor must be one that a page gave.');
}

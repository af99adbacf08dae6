import { Problem } from '@vividwalls/platform';

/** The last answer of a page: answers are in the order of their scores, and of their ids where these are the same. */
export interface SearchPosition {
  readonly score: number;
  readonly id: string;
}

export const cursorOf = ({ score, id }: SearchPosition): string =>
  Buffer.from(JSON.stringify([score, id])).toString('base64url');

/** @throws Problem 400 for one that no page gave */
export function positionOf(cursor: string): SearchPosition {
  try {
    const [score, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof score === 'number' && typeof id === 'string') return { score, id };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Problem(400, 'Bad cursor', 'cursor must be one that a page gave.');
}

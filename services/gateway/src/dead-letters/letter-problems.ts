import { LetterRefused, type RefusalKind } from '@vividwalls/messaging';
import { asProblem, Problem } from '@vividwalls/platform';

const ANSWERS: Readonly<Record<RefusalKind, { readonly status: number; readonly title: string }>> = {
  unknown: { status: 404, title: 'Not known here' },
  conflict: { status: 409, title: 'Already decided' },
  unsendable: { status: 409, title: 'Cannot be sent like this' },
  invalid: { status: 422, title: 'The request has faults' },
};

/** Work of the desk; what it refuses becomes the problem that is answered. */
export const atTheDesk = <T>(work: Promise<T>): Promise<T> => asProblem(work, problemOf);

function problemOf(error: unknown): Problem | undefined {
  if (!(error instanceof LetterRefused)) return undefined;
  const { status, title } = ANSWERS[error.kind];
  return new Problem(status, title, error.message, error.faults.length > 0 ? { faults: error.faults } : {});
}

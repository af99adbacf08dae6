import type { Problem } from './problem.js';

/**
 * Work whose own refusals become the problems that are answered.
 * @param problemOf undefined for an error that is no refusal: it stays what it is
 */
export async function asProblem<T>(work: Promise<T>, problemOf: (error: unknown) => Problem | undefined): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw problemOf(error) ?? error;
  }
}

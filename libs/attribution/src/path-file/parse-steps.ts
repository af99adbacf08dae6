/**
 * The steps of `a > b > c`, without the spaces round them.
 *
 * @returns null when a step is empty
 */
export function parseSteps(text: string): string[] | null {
  const steps = text.split('>');
  for (let step = 0; step < steps.length; step += 1) {
    steps[step] = steps[step]!.trim();
    if (steps[step] === '') return null;
  }
  return steps;
}

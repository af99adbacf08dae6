/** Calls under way at most. A system that falls so far behind is slow enough: the times tell, counted from when each was due. */
const UNDER_WAY_MAX = 1_000;

/**
 * Calls at a steady pace, whether or not the ones before have been answered. Each is timed from the moment at which it was due, so
 * that a pause of the caller counts as much as one of the system. ms, in no order.
 *
 * @throws the first call that failed
 */
export async function openLoop(
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  call: (n: number) => Promise<unknown>,
): Promise<number[]> {
  const count = Math.round(perSecond * seconds);
  const samples: number[] = [];
  const faults: unknown[] = [];
  const underWay = new Set<Promise<void>>();
  const began = performance.now();
  for (let n = 0; n < count && faults.length === 0; n += 1) {
    const dueAt = began + (n * 1_000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    if (underWay.size >= UNDER_WAY_MAX) await Promise.race(underWay);
    const one = call(n)
      .then(() => void samples.push(performance.now() - dueAt))
      .catch((error: unknown) => void faults.push(error))
      .finally(() => underWay.delete(one));
    underWay.add(one);
  }
  await Promise.all(underWay);
  if (faults.length > 0) throw faults[0];
  return samples;
}

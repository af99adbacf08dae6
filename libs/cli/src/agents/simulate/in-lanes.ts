/**
 * Works on items in their order, so many at once. @returns each item's own promise, at once: whoever waits for one of them need
 * not wait for the others. After a failure nothing more is begun; what was not begun fails like it.
 */
export function inLanes<T, R>(items: readonly T[], lanes: number, work: (item: T) => Promise<R>): Promise<R>[] {
  const results = items.map(() => Promise.withResolvers<R>());
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const place = next;
      next += 1;
      if (failure) {
        results[place]!.reject(failure.error);
        continue;
      }
      try {
        results[place]!.resolve(await work(items[place]!));
      } catch (error) {
        failure ??= { error };
        results[place]!.reject(error);
      }
    }
  };
  for (let i = 0; i < lanes; i += 1) void lane();
  const promises = results.map(({ promise }) => promise);
  // Whoever waits for all hears of the first failure; the others are no unhandled ones.
  for (const promise of promises) promise.catch(() => undefined);
  return promises;
}

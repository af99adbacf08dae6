import type { Query, QueryClient } from '@tanstack/react-query';
import { isOfTopics } from './topics';

/** One question is asked again at most this often, however much happens. */
export const AGAIN_AFTER_MS = 1_000;

type Due = ReturnType<typeof setTimeout>;

/**
 * Asks again what facts made old: at once if the last answer is a second old, else when it is. A question that nobody looks at is only
 * marked, and asked when somebody does.
 */
export class Refresh {
  private readonly due = new Map<string, Due>();

  constructor(
    private readonly client: QueryClient,
    private readonly isSeen: () => boolean = () => document.visibilityState === 'visible',
  ) {}

  /** @param types of what happened; undefined: anything may have */
  after(types: ReadonlySet<string> | undefined): void {
    for (const query of this.client.getQueryCache().getAll()) {
      const { topics } = query.meta ?? {};
      if (!topics) continue;
      if (types === undefined || [...types].some((type) => isOfTopics(type, topics))) this.again(query);
    }
  }

  stop(): void {
    for (const timer of this.due.values()) clearTimeout(timer);
    this.due.clear();
  }

  private again(query: Query): void {
    const { queryHash, queryKey } = query;
    if (this.due.has(queryHash)) return;
    const wait = Math.max(0, query.state.dataUpdatedAt + AGAIN_AFTER_MS - Date.now());
    const timer = setTimeout(() => {
      this.due.delete(queryHash);
      // In a tab that nobody sees it is only marked: it is asked when the tab is looked at.
      const refetchType = this.isSeen() ? 'active' : 'none';
      // An answer on its way may have been made before what happened: it is asked for once more.
      void this.client.invalidateQueries({ queryKey, exact: true, refetchType }, { cancelRefetch: true });
    }, wait);
    this.due.set(queryHash, timer);
  }
}

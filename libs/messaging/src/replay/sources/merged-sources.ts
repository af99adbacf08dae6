import type { EventSource, SourcedMessage } from './event-source.js';

/**
 * Several sources in the order of their messages' time: about the order in which the live consumer saw them, so that few
 * events have to wait for a cause that another stream holds. Handlers do not depend on it.
 */
export class MergedSources {
  constructor(private readonly sources: readonly EventSource[]) {}

  get part(): 'archive' | 'stream' {
    return this.sources.some(({ part }) => part === 'archive') ? 'archive' : 'stream';
  }

  get remaining(): number {
    return this.sources.reduce((sum, source) => sum + source.remaining, 0);
  }

  /** The next messages, at most `limit`; none when no source has one at the moment. */
  async next(limit: number): Promise<SourcedMessage[]> {
    const heads = new Map<EventSource, SourcedMessage>();
    for (const source of this.sources) await look(source, heads);
    const messages: SourcedMessage[] = [];
    while (messages.length < limit && heads.size > 0) {
      const source = oldest(heads);
      messages.push(heads.get(source)!);
      source.advance();
      // A source that is exhausted now is looked at again for the next batch, not for every message.
      await look(source, heads);
    }
    return messages;
  }

  async close(): Promise<void> {
    for (const source of this.sources) await source.close();
  }
}

async function look(source: EventSource, heads: Map<EventSource, SourcedMessage>): Promise<void> {
  const head = await source.peek();
  if (head) heads.set(source, head);
  else heads.delete(source);
}

function oldest(heads: ReadonlyMap<EventSource, SourcedMessage>): EventSource {
  let found: EventSource | undefined;
  let time = Number.POSITIVE_INFINITY;
  for (const [source, { delivery }] of heads) {
    if (delivery.storedAt.getTime() >= time) continue;
    found = source;
    time = delivery.storedAt.getTime();
  }
  return found!;
}

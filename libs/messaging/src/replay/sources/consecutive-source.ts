import type { EventSource, SourcedMessage } from './event-source.js';

/** One source after another has ended: a stream's archive, then the stream. */
export class ConsecutiveSource implements EventSource {
  private current = 0;

  constructor(private readonly sources: readonly [EventSource, ...EventSource[]]) {}

  get part(): 'archive' | 'stream' {
    return this.sources[this.current]!.part;
  }

  get remaining(): number {
    return this.sources.slice(this.current).reduce((sum, source) => sum + source.remaining, 0);
  }

  async peek(): Promise<SourcedMessage | undefined> {
    for (;;) {
      const message = await this.sources[this.current]!.peek();
      if (message || this.current === this.sources.length - 1) return message;
      this.current += 1;
    }
  }

  advance(): void {
    this.sources[this.current]!.advance();
  }

  async close(): Promise<void> {
    for (const source of this.sources) await source.close();
  }
}

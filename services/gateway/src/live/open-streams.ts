import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ServerResponse } from 'node:http';

/** Answers that have no end of their own. They are ended when the door closes: it would wait for them for ever. */
@Injectable()
export class OpenStreams implements BeforeApplicationShutdown {
  private readonly open = new Set<ServerResponse>();
  private isOver = false;

  add(answer: ServerResponse): void {
    if (this.isOver || answer.destroyed) return void answer.destroy();
    this.open.add(answer);
    answer.once('close', () => this.open.delete(answer));
  }

  get size(): number {
    return this.open.size;
  }

  beforeApplicationShutdown(): void {
    this.isOver = true;
    for (const answer of this.open) answer.destroy();
  }
}

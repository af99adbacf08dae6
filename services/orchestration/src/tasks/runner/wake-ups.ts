import { Injectable } from '@nestjs/common';

/** How this process tells its runner that there is work, without waiting for the next look. */
@Injectable()
export class WakeUps {
  private readonly listeners = new Set<() => void>();
  private readonly cancellers = new Set<(taskId: string) => void>();

  ring(): void {
    for (const listener of this.listeners) listener();
  }

  /** A task is to be stopped where it runs, if it runs in this process; elsewhere it is seen at the next heartbeat. */
  cancel(taskId: string): void {
    for (const canceller of this.cancellers) canceller(taskId);
  }

  /** @returns ends the listening */
  listenForCancels(canceller: (taskId: string) => void): () => void {
    this.cancellers.add(canceller);
    return () => this.cancellers.delete(canceller);
  }

  /** @returns ends the listening */
  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

import { Injectable } from '@nestjs/common';

/** Wakes whoever asks governance, in this process; what nobody hears is found by time. */
@Injectable()
export class ApprovalBell {
  private isRung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.isRung = true;
    this.wake?.();
  }

  /** Until it rings, or rang since the last time; for so long at most. */
  async rung(withinMs: number, signal: AbortSignal): Promise<void> {
    if (!this.isRung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          this.wake = undefined;
          resolve();
        };
        const timer = setTimeout(done, withinMs);
        signal.addEventListener('abort', done, { once: true });
        this.wake = done;
      });
    }
    this.isRung = false;
  }
}

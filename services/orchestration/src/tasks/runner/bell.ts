/** What wakes one who waits. Who rings while nobody waits has rung for the next who does. */
export class Bell {
  private isRung = false;
  private wake: () => void = () => undefined;

  ring(): void {
    this.isRung = true;
    this.wake();
  }

  /** Resolves when it rings, or after so many ms. */
  heard(ms: number): Promise<void> {
    if (this.isRung) {
      this.isRung = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.wake = () => undefined;
        this.isRung = false;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.wake = done;
    });
  }
}

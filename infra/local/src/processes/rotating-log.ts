import { closeSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** One file of a chatty service: enough for hours, small enough to open in an editor. */
export const LOG_FILE_MAX_BYTES = 5 * 1024 * 1024;

/**
 * A log file that never grows past twice its limit: when full it becomes `<path>.1`, replacing the one before.
 * Writes are synchronous, so that the last words of a dying process are on disk before its end is reported.
 */
export class RotatingLog {
  #fd: number;
  #bytes: number;

  constructor(
    readonly path: string,
    private readonly maxBytes: number = LOG_FILE_MAX_BYTES,
  ) {
    mkdirSync(dirname(path), { recursive: true });
    this.#fd = openSync(path, 'a', 0o600);
    this.#bytes = statSync(path).size;
  }

  write(line: string): void {
    if (this.#fd < 0) return;
    if (this.#bytes >= this.maxBytes) {
      closeSync(this.#fd);
      renameSync(this.path, `${this.path}.1`);
      this.#fd = openSync(this.path, 'a', 0o600);
      this.#bytes = 0;
    }
    this.#bytes += writeSync(this.#fd, `${line}\n`);
  }

  close(): void {
    if (this.#fd >= 0) closeSync(this.#fd);
    this.#fd = -1;
  }
}

import type { Socket } from 'node:net';

/** What all lanes of a proxy are under at the moment. */
export interface LineConditions {
  delayMs: number;
  /** Nothing passes: what arrives is held. */
  isSilent: boolean;
}

/** What travels: bytes, an orderly end, or a reset. Each arrives behind what was sent before it. */
type Load = Buffer | 'end' | 'reset';

/**
 * A lane holds this much and then stops reading, so that its sender feels the backpressure of a full line. A long delay thus
 * bounds the throughput: 1 MB on the way at 100 ms is 10 MB/s.
 */
export const LANE_CAPACITY_BYTES = 1024 * 1024;
/** What keeping one load costs beside its bytes; it bounds the memory of many small ones. */
const LOAD_OVERHEAD_BYTES = 256;

/**
 * One direction of a connection through the proxy: what `from` sends reaches `to` in order, `delayMs` later, and not at all
 * while the line is silent. Resets travel like bytes: a process that is killed is seen to go after its last words.
 */
export class Lane {
  #onTheWay: { load: Load; arrivedAt: number }[] = [];
  /** What is on its way costs this much memory. */
  #heldBytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    private readonly conditions: Readonly<LineConditions>,
    private readonly onPassed: (bytes: number) => void,
  ) {
    from.on('data', (bytes) => this.#take(bytes));
    from.on('end', () => this.#take('end'));
    // Whatever broke this end, its peer's kernel or ours, the other end sees a reset; there is no other word for it in TCP.
    from.on('error', () => this.#take('reset'));
    to.on('drain', () => this.pump());
    to.on('close', () => this.#discard());
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  #take(load: Load): void {
    if (this.to.destroyed) return; // It has nowhere to go.
    this.#onTheWay.push({ load, arrivedAt: performance.now() });
    this.#heldBytes += costOf(load);
    this.pump();
    if (this.#heldBytes >= LANE_CAPACITY_BYTES) this.from.pause();
  }

  /** Passes on what is due. To be called whenever the conditions have changed. */
  pump(): void {
    if (this.to.destroyed) return this.#discard();
    clearTimeout(this.#timer);
    while (!this.conditions.isSilent && !this.to.writableNeedDrain) {
      const next = this.#onTheWay[0];
      if (!next) break;
      const waitMs = next.arrivedAt + this.conditions.delayMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.pump(), Math.ceil(waitMs)).unref();
        break;
      }
      this.#onTheWay.shift();
      this.#heldBytes -= costOf(next.load);
      this.#pass(next.load);
    }
    if (this.#heldBytes < LANE_CAPACITY_BYTES && this.from.isPaused()) this.from.resume();
  }

  #pass(load: Load): void {
    if (load === 'end') this.to.end();
    else if (load === 'reset') reset(this.to);
    else {
      this.to.write(load);
      this.onPassed(load.length);
    }
  }

  #discard(): void {
    clearTimeout(this.#timer);
    this.#onTheWay = [];
    this.#heldBytes = 0;
  }
}

/** Ends a connection as a crash or a firewall would: without a word, what was on its way is lost. */
export function reset(socket: Socket): void {
  // The system refuses a reset before there is a connection, and while an orderly end waits for the bytes before it.
  const canBeReset = !socket.pending && socket.writableEnded === socket.writableFinished;
  if (canBeReset && !socket.destroyed) socket.resetAndDestroy();
  else socket.destroy();
}

function costOf(load: Load): number {
  return LOAD_OVERHEAD_BYTES + (typeof load === 'string' ? 0 : load.length);
}

import { createServer, type Server, type Socket } from 'node:net';
import type { LineConditions } from './lane.js';
import { ProxiedConnection } from './proxied-connection.js';
import { steadyPort } from './steady-port.js';

const LOOPBACK = '127.0.0.1';
/** A client that tries again and again on a silent line leaves a connection behind each time; more are dropped at the door. */
const MAX_CONNECTIONS = 1_000;
/** Longer than any time limit a test would wait for. */
const MAX_DELAY_MS = 60_000;

export interface FaultyProxyOptions {
  targetPort: number;
  /** The loopback address when left out. */
  targetHost?: string;
}

/** What a proxy has seen since it was started. */
export interface ProxyCounters {
  /** Connections taken from clients. */
  accepted: number;
  /** Those that are open now. */
  open: number;
  /** Those that `cut` has reset. */
  cut: number;
  /** Those that were reset because the server behind took no connection. */
  unreachable: number;
  bytesToTarget: number;
  bytesToClient: number;
  /** What is delayed or held back now, with what keeping it costs: at most 1 MB and one read for each direction of a connection. */
  heldBytes: number;
}

/**
 * A TCP line between a client and a server on this machine that can be made bad:
 *
 *   clear ──delay──► slow: every byte arrives later, in order; so do orderly ends and resets
 *     │ ──halfOpen─► silent: connections stay open and new ones are taken, but nothing passes, not even their ends
 *     │ ──cut──────► cut: every connection is reset, and what was on its way is lost; new ones are refused
 *     ◄──restore──── from anywhere; what a silent line held is delivered now, even if its sender has given up meanwhile
 *
 * The port stays the same. It holds no process open.
 */
export class FaultyProxy {
  readonly #conditions: LineConditions = { delayMs: 0, isSilent: false };
  readonly #connections = new Set<ProxiedConnection>();
  readonly #counters = { accepted: 0, cut: 0, unreachable: 0, bytesToTarget: 0, bytesToClient: 0 };
  #door: Promise<Server> | undefined;

  constructor(
    readonly port: number,
    private readonly options: FaultyProxyOptions,
  ) {}

  get counters(): ProxyCounters {
    const open = [...this.#connections];
    return {
      ...this.#counters,
      open: open.length,
      heldBytes: open.reduce((sum, { heldBytes }) => sum + heldBytes, 0),
    };
  }

  /** Resets every connection, and refuses new ones until `restore` or `halfOpen`. */
  async cut(): Promise<void> {
    await this.#closeDoor();
    this.#counters.cut += this.#connections.size;
    for (const connection of this.#connections) connection.cut();
  }

  /**
   * Has everything arrive later by this much, each way: a request and its answer take twice that.
   * @param ms from 0 to 60,000; counts for what is on its way, too
   * @throws RangeError
   */
  delay(ms: number): void {
    if (!(ms >= 0 && ms <= MAX_DELAY_MS)) throw new RangeError(`a delay of ${ms} ms is not in 0…${MAX_DELAY_MS}`);
    this.#change({ delayMs: ms });
  }

  /** Falls silent in both directions; connections stay open, and new ones are accepted and answered by nothing. */
  async halfOpen(): Promise<void> {
    this.#change({ isSilent: true });
    await this.#openDoor();
  }

  /** Ends every fault. */
  async restore(): Promise<void> {
    this.#change({ delayMs: 0, isSilent: false });
    await this.#openDoor();
  }

  /** Resets what is open and gives the port back. */
  async close(): Promise<void> {
    await this.#closeDoor();
    for (const connection of this.#connections) connection.cut();
  }

  #change(conditions: Partial<LineConditions>): void {
    Object.assign(this.#conditions, conditions);
    for (const connection of this.#connections) connection.conditionsChanged();
  }

  async #openDoor(): Promise<void> {
    this.#door ??= this.#listen();
    try {
      await this.#door;
    } catch (error) {
      this.#door = undefined;
      throw error;
    }
  }

  async #closeDoor(): Promise<void> {
    const door = this.#door;
    this.#door = undefined;
    (await door)?.close();
  }

  #listen(): Promise<Server> {
    return new Promise((resolve, reject) => {
      // An orderly end of one direction is not the end of the other.
      const server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
      server.maxConnections = MAX_CONNECTIONS;
      server.unref();
      server.once('error', reject);
      server.listen({ host: LOOPBACK, port: this.port }, () => resolve(server));
    });
  }

  #accept(client: Socket): void {
    this.#counters.accepted += 1;
    const connection = new ProxiedConnection({
      client,
      host: this.options.targetHost ?? LOOPBACK,
      port: this.options.targetPort,
      conditions: this.#conditions,
      onPassed: (direction, bytes) => {
        this.#counters[direction === 'toTarget' ? 'bytesToTarget' : 'bytesToClient'] += bytes;
      },
      onUnreachable: () => (this.#counters.unreachable += 1),
      onClosed: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }
}

/** Starts a proxy on a free port of the loopback address. */
export async function startFaultyProxy(options: FaultyProxyOptions): Promise<FaultyProxy> {
  const proxy = new FaultyProxy(await steadyPort(), options);
  await proxy.restore();
  return proxy;
}

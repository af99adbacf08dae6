import { Socket } from 'node:net';
import { Lane, type LineConditions, reset } from './lane.js';

export interface ProxiedConnectionOptions {
  client: Socket;
  host: string;
  port: number;
  conditions: Readonly<LineConditions>;
  onPassed: (direction: 'toTarget' | 'toClient', bytes: number) => void;
  onUnreachable: () => void;
  onClosed: () => void;
}

/**
 * A client's connection and the one to the server behind it. The second is made once the line is not silent; until then what
 * the client says is held like everything else.
 */
export class ProxiedConnection {
  readonly #client: Socket;
  readonly #target = new Socket({ allowHalfOpen: true });
  readonly #lanes: readonly Lane[];
  #isDialled = false;
  #isReached = false;

  constructor(private readonly options: ProxiedConnectionOptions) {
    const { client, conditions, onPassed } = options;
    const target = this.#target;
    this.#client = client;
    this.#lanes = [
      new Lane(client, target, conditions, (bytes) => onPassed('toTarget', bytes)),
      new Lane(target, client, conditions, (bytes) => onPassed('toClient', bytes)),
    ];
    target.on('connect', () => (this.#isReached = true));
    target.on('error', () => {
      if (!this.#isReached) options.onUnreachable();
    });
    for (const socket of [client, target]) {
      socket.setNoDelay(true);
      socket.unref();
      socket.on('close', () => this.#onClose());
    }
    this.conditionsChanged();
  }

  /** Bytes on their way, in both directions. */
  get heldBytes(): number {
    return this.#lanes.reduce((sum, lane) => sum + lane.heldBytes, 0);
  }

  /** Makes the conditions of the moment felt. */
  conditionsChanged(): void {
    if (!this.options.conditions.isSilent && !this.#isDialled) {
      this.#isDialled = true;
      this.#target.connect({ host: this.options.host, port: this.options.port });
    }
    for (const lane of this.#lanes) lane.pump();
  }

  /** Resets both connections at once. */
  cut(): void {
    reset(this.#client);
    reset(this.#target);
  }

  #onClose(): void {
    if (this.#client.destroyed && this.#target.destroyed) this.options.onClosed();
  }
}

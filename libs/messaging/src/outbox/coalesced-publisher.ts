import type { NatsConnection } from '@nats-io/nats-core';
import { PublishPipeline } from './publish-pipeline.js';
import type { OutgoingMessage, PublishOutcome } from './publish.js';

interface Waiting {
  readonly message: OutgoingMessage;
  readonly resolve: (outcome: PublishOutcome) => void;
}

/**
 * Publishes single messages, those that come in the same turn of the event loop together: under load one write to the socket
 * carries many, and alone a message waits for nothing.
 */
export class CoalescedPublisher {
  private readonly pipeline: PublishPipeline;
  private waiting: Waiting[] = [];

  constructor(
    connection: NatsConnection,
    private readonly timeoutMs: number,
  ) {
    this.pipeline = new PublishPipeline(connection);
  }

  /** Resolves with what became of the message. Never rejects. */
  publish(message: OutgoingMessage): Promise<PublishOutcome> {
    return new Promise((resolve) => {
      if (this.waiting.length === 0) setImmediate(() => this.flush());
      this.waiting.push({ message, resolve });
    });
  }

  private flush(): void {
    const batch = this.waiting;
    this.waiting = [];
    void this.pipeline.publishEach(
      batch.map(({ message }) => message),
      this.timeoutMs,
      (index, outcome) => batch[index]!.resolve(outcome),
    );
  }
}

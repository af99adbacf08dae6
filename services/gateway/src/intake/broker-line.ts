import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/nats-core';
import { NATS } from '@vividwalls/messaging';

/** Whether the line to the broker stands, told by the client's own status events: a refusal need not wait for a time-out. */
@Injectable()
export class BrokerLine implements OnModuleInit, OnModuleDestroy {
  private up = true;
  private watching = true;

  constructor(@Inject(NATS) private readonly connection: NatsConnection) {}

  get isUp(): boolean {
    return this.up && !this.connection.isClosed();
  }

  onModuleInit(): void {
    void this.watch();
  }

  onModuleDestroy(): void {
    this.watching = false;
  }

  private async watch(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (!this.watching) return;
      if (type === 'disconnect') this.up = false;
      if (type === 'reconnect') this.up = true;
    }
  }
}

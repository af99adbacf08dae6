import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import {
  lastVerificationOf,
  type LastVerificationAnswer,
  type LastVerificationQuestion,
  type Verification,
} from '@vividwalls/contracts';
import { Answers } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { keepVerification, lastVerification } from './last-verification.js';
import { verifiedShareOf } from './verified-share.js';
import { verifyChain } from './verify-chain.js';

/** Verifies the record, one run at a time in this process, and keeps what the last run found. */
@Injectable()
export class Verifications implements BeforeApplicationShutdown {
  private underWay: Promise<Verification> | undefined;
  private readonly stopping = new AbortController();

  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** A run takes as long as the record is long: nobody waits for its end, and the next one reads all of it again. */
  beforeApplicationShutdown(): void {
    this.stopping.abort(new Error('the service stops'));
  }

  /** Whoever asks meanwhile shares the run. @throws when the service stops meanwhile */
  verify(askedBy: string): Promise<Verification> {
    this.underWay ??= this.run(askedBy).finally(() => (this.underWay = undefined));
    return this.underWay;
  }

  last(): Promise<Verification | null> {
    return lastVerification(this.dataSource);
  }

  @Answers(lastVerificationOf)
  async answer(_question: LastVerificationQuestion): Promise<LastVerificationAnswer> {
    const last = await this.last();
    return last
      ? { last: verifiedShareOf(last), reason: null }
      : { last: null, reason: 'nobody has verified it yet: it is done once a day, and on its page' };
  }

  private async run(askedBy: string): Promise<Verification> {
    const asked = this.clock.now();
    const found = await verifyChain(this.dataSource, this.stopping.signal);
    const tookMs = this.clock.now().getTime() - asked.getTime();
    const verification = { ...found, askedAt: asked.toISOString(), askedBy, tookMs };
    await keepVerification(this.dataSource, verification);
    return verification;
  }
}

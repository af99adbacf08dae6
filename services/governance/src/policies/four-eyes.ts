import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { votesAtLeast, type ActName } from '@vividwalls/contracts';
import { CONFIG, LOG, type Log } from '@vividwalls/platform';
import type { GovernanceConfig } from '../governance.config.js';

/** Fewest people who must say yes to an act, whatever policies say. */
export type LeastVotes = (act: ActName) => number;

/** Where there is one person: a second one can't be asked for. */
export const ONE_PERSON: LeastVotes = () => 1;

/**
 * Whether money leaves by the word of two people. A shop of one person has none to ask besides; it may say so, and then one vote is
 * enough unless a policy wants more.
 */
@Injectable()
export class FourEyes implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: Pick<GovernanceConfig, 'GOVERNANCE_FOUR_EYES'>,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
  ) {}

  readonly leastVotes: LeastVotes = (act) => (this.isOn ? votesAtLeast(act) : ONE_PERSON(act));

  get isOn(): boolean {
    return this.config.GOVERNANCE_FOUR_EYES === 'on';
  }

  onApplicationBootstrap(): void {
    if (this.isOn) return;
    this.log.warn('four eyes are off (GOVERNANCE_FOUR_EYES): one person is enough where money leaves');
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@vividwalls/platform';
import { AllowedHosts } from '@vividwalls/webhooks';
import type { GovernanceConfig } from '../../governance.config.js';

/** Where workflows that wait may be told. */
@Injectable()
export class ResumeAddresses {
  readonly hosts: AllowedHosts;
  readonly secret: string;

  constructor(@Inject(CONFIG) config: GovernanceConfig) {
    this.hosts = new AllowedHosts(config.GOVERNANCE_RESUME_HOSTS, 'GOVERNANCE_RESUME_HOSTS');
    this.secret = config.GOVERNANCE_RESUME_SECRET;
  }

  /** Why a workflow can't be told there; undefined when it can. */
  refusal(address: string): string | undefined {
    if (this.secret === '') return 'can’t be called: GOVERNANCE_RESUME_SECRET is not set';
    const url = URL.parse(address);
    if (!url) return 'is no address';
    const refusal = this.hosts.refusal(url);
    return refusal === undefined ? undefined : `may not be called: ${refusal}`;
  }
}

import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { livePolicies, policiesState } from './policy-rows.js';
import { PolicyRules, PreparedPolicies } from './prepared-policies.js';

/** Live policies in memory: one row is read for each use, and the policies only when that row says that they changed. */
@Injectable()
export class LivePolicies {
  readonly rules = new PolicyRules();
  private loaded: { readonly state: string; readonly prepared: PreparedPolicies } | undefined;

  async current(reader: EntityManager | DataSource): Promise<PreparedPolicies> {
    const state = await policiesState(reader);
    if (this.loaded?.state === state) return this.loaded.prepared;
    const prepared = new PreparedPolicies(await livePolicies(reader), this.rules);
    this.loaded = { state, prepared };
    return prepared;
  }
}

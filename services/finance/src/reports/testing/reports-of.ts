import type { CashPosition, Margins, Pnl, Revenue, TrialBalance } from '@vividwalls/contracts';
import { Clock } from '@vividwalls/platform';
import { RunningFinance, type Answered } from '../../testing/running-finance.js';

/** Today, in every spec of reports. */
export const NOW = new Date('2026-11-24T12:00:00.000Z');

class FixedClock extends Clock {
  now(): Date {
    return NOW;
  }
}

/** The finance service on the spec's day, and its reports. */
export class ReportsOf {
  private constructor(readonly finance: RunningFinance) {}

  static async start(name: string): Promise<ReportsOf> {
    return new ReportsOf(await RunningFinance.start(name, { clock: new FixedClock() }));
  }

  get database() {
    return this.finance.database;
  }

  stop(): Promise<void> {
    return this.finance.stop();
  }

  pnl = (query = '') => this.body<Pnl>(`reports/pnl?${query}`);
  revenue = (query = '') => this.body<Revenue>(`reports/revenue?${query}`);
  cash = (query = '') => this.body<CashPosition>(`reports/cash?${query}`);
  trialBalance = (query = '') => this.body<TrialBalance>(`reports/trial-balance?${query}`);
  margins = (query = '') => this.body<Margins>(`margins?${query}`);

  ask<T = never>(path: string): Promise<Answered<T>> {
    return this.finance.get<T>(`/api/finance/${path}`, { scopes: ['finance:read'] });
  }

  /** @throws when the answer is a problem */
  async body<T>(path: string): Promise<T> {
    const { status, body } = await this.ask<T>(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  }
}

import { Injectable } from '@nestjs/common';
import { Requests } from '@vividwalls/messaging';
import { DataSource } from 'typeorm';
import type { Agent } from '../../registry/agent.js';
import { Rosters } from '../../registry/roster.js';
import { roomOf } from '../spends/ask-room.js';
import type { AgentStop } from './agent-stops.js';
import { refusedSpends, type RefusedSpend } from './refused-spends.js';

/** What was refused, and what there is now, of one stop over budget. */
export interface StopRoom {
  readonly neededMinor: string | null;
  readonly leftMinor: string | null;
  readonly currency: string | null;
  /** Why one of them is not known. */
  readonly reason: string | null;
}

/** What the budgets of agents that stand still have left at this moment, asked of finance. */
@Injectable()
export class StopRooms {
  constructor(
    private readonly requests: Requests,
    private readonly dataSource: DataSource,
    private readonly rosters: Rosters,
  ) {}

  async of(stops: readonly AgentStop[]): Promise<(AgentStop & { readonly room: StopRoom | null })[]> {
    const isAny = stops.some(({ cause }) => cause === 'over_budget');
    if (!isAny) return stops.map((stop) => ({ ...stop, room: null }));
    const [spends, { agents }] = await Promise.all([refusedSpends(this.dataSource, stops), this.rosters.current()]);
    return Promise.all(
      stops.map(async (stop) => {
        const isOverBudget = stop.cause === 'over_budget';
        return { ...stop, room: isOverBudget ? await this.room(spends.get(stop.id), agents.get(stop.agentId)) : null };
      }),
    );
  }

  private async room(spend: RefusedSpend | undefined, agent: Agent | undefined): Promise<StopRoom> {
    if (!spend || !agent)
      return { neededMinor: null, leftMinor: null, currency: null, reason: 'It is not known what was refused.' };
    const needed = { neededMinor: spend.minor.toString(), currency: spend.currency };
    const room = await roomOf(this.requests, agent, spend);
    if (!room) return { ...needed, leftMinor: null, reason: 'Finance could not be asked.' };
    return { ...needed, leftMinor: room.leftMinor, reason: room.leftMinor === null ? room.reason : null };
  }
}

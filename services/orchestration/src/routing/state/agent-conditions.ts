import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { Executors } from '../../tasks/ports.js';
import type { AgentCondition } from '../routing-decision.js';

/** Figures of load and health are as old as this at most; a decision that is wrong by some tasks is none that matters. */
export const CONDITIONS_KEPT_MS = 1_000;

/** Tries that ended within this time say how an agent does now. */
const LATELY_MS = 15 * 60_000;

/** Fewer ended tries say nothing about a rate. */
const TRIES_MIN = 20;

/** Newest tasks of an agent that are looked at for it: bounds the query however long an agent's history is. */
const TRIES_LOOKED_AT = 100;

/** One query for all agents: what is under way, how the newest ended, who stands still. */
const CONDITIONS = `SELECT a.id,
    (SELECT count(*)::int FROM tasks t WHERE t.agent_id = a.id AND t.ended_at IS NULL) AS load,
    lately.ended, lately.failed, stops.over_budget, stops.failing
  FROM unnest($1::text[]) AS a (id)
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS ended, (count(*) FILTER (WHERE newest.state <> 'succeeded'))::int AS failed
    FROM (SELECT state, ended_at FROM tasks t WHERE t.agent_id = a.id ORDER BY t.id DESC LIMIT ${TRIES_LOOKED_AT}) newest
    WHERE newest.ended_at > $2 AND newest.state <> 'cancelled'
  ) lately
  CROSS JOIN LATERAL (
    SELECT coalesce(bool_or(s.cause = 'over_budget'), false) AS over_budget, coalesce(bool_or(s.cause = 'failing'), false) AS failing
    FROM agent_stops s WHERE s.agent_id = a.id AND s.resumed_at IS NULL AND (s.until IS NULL OR s.until > $3)
  ) stops`;

interface Row {
  readonly id: string;
  readonly load: number;
  readonly ended: number;
  readonly failed: number;
  readonly over_budget: boolean;
  readonly failing: boolean;
}

/** What tells of breakers, where there is anything that does. */
interface TellsConditions {
  condition?(agentId: string): { readonly isBroken: boolean };
}

/** How agents do at the moment: from their tasks and stops, read at most once a second, and from the breakers of this process. */
@Injectable()
export class AgentConditions implements OnModuleInit {
  private known: { readonly at: number; readonly rows: readonly Row[] } | undefined;
  private executors: TellsConditions | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly modules: ModuleRef,
  ) {}

  onModuleInit(): void {
    try {
      this.executors = this.modules.get<TellsConditions>(Executors, { strict: false });
    } catch {
      // A process that only looks at routing has none: breakers are unknown to it then.
      this.executors = undefined;
    }
  }

  async of(tx: Pick<EntityManager, 'query'>, agentIds: readonly string[]): Promise<Map<string, AgentCondition>> {
    const now = this.clock.now().getTime();
    const isFresh = this.known && Math.abs(now - this.known.at) < CONDITIONS_KEPT_MS;
    const rows = isFresh ? this.known!.rows : await this.read(tx, agentIds, now);
    this.known = isFresh ? this.known : { at: now, rows };
    return new Map(rows.map((row) => [row.id, this.conditionOf(row)]));
  }

  private read(tx: Pick<EntityManager, 'query'>, agentIds: readonly string[], now: number): Promise<Row[]> {
    return tx.query<Row[]>(CONDITIONS, [agentIds, new Date(now - LATELY_MS), new Date(now)]);
  }

  private conditionOf({ id, load, ended, failed, over_budget: isOverBudget, failing }: Row): AgentCondition {
    const isBroken = failing || this.executors?.condition?.(id).isBroken === true;
    return { load, ...(ended >= TRIES_MIN && { errorRate: failed / ended }), isBroken, isOverBudget };
  }
}

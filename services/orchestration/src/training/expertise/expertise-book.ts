import { Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { Agent } from '../../registry/agent.js';
import type { HearsTaskEndings } from '../../tasks/ports.js';
import type { Task } from '../../tasks/task.js';
import { expertiseKey, type EvidenceIndex } from './evidence-index.js';
import { addOutcomes, allEvidence } from './expertise-rows.js';
import { posteriorOf, type Expertise } from './posterior.js';
import { taskEvidence } from './task-evidence.js';

type Queryable = Pick<EntityManager, 'query'>;

/** Outcomes move a figure by little: one that is so old is none that matters. */
export const EVIDENCE_KEPT_MS = 1_000;

/** What training and work say of how good agents are. Hears the end of every task, in the transaction of that end. */
@Injectable()
export class ExpertiseBook implements HearsTaskEndings {
  private known: { readonly at: number; readonly index: EvidenceIndex } | undefined;

  constructor(private readonly clock: Clock) {}

  async ended(tx: EntityManager, tasks: readonly Task[]): Promise<void> {
    const now = this.clock.now();
    await addOutcomes(
      tx,
      tasks.flatMap((task) => taskEvidence(task, now)),
    );
  }

  /** How good an agent is at something in a persona, or in its own role; undefined when it has no such capability. */
  async expertiseOf(
    tx: Queryable,
    agent: Pick<Agent, 'id' | 'capabilities'>,
    personaId: string | null,
    capability: string,
  ): Promise<Expertise | undefined> {
    const ability = agent.capabilities.find(({ name }) => name === capability);
    if (!ability) return undefined;
    const seen = (await this.evidence(tx)).get(expertiseKey(agent.id, personaId, capability));
    return posteriorOf(ability.expertise, seen, this.clock.now());
  }

  /** All that is known, read at most once a second. */
  async evidence(tx: Queryable): Promise<EvidenceIndex> {
    const now = this.clock.now().getTime();
    if (this.known && Math.abs(now - this.known.at) < EVIDENCE_KEPT_MS) return this.known.index;
    const rows = await allEvidence(tx);
    const index = new Map(rows.map((row) => [expertiseKey(row.agentId, row.personaId, row.capability), row]));
    this.known = { at: now, index };
    return index;
  }
}

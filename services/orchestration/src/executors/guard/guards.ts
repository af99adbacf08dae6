import type { Agent, ExecutorKind, Resilience } from '../../registry/agent.js';
import { Guard, type BreakerState } from './guard.js';

/** How the executors of one agent do. */
export interface ExecutorCondition {
  /** Whether nothing can be asked of it for now: every breaker that it has is open. */
  readonly isBroken: boolean;
  readonly executors: readonly {
    readonly kind: ExecutorKind;
    readonly breaker: BreakerState;
    readonly running: number;
    readonly waiting: number;
  }[];
}

type Mode = 'act' | 'propose';

/** The guards there are, made as they are needed. Changed settings make a new one, which begins closed. */
export class Guards {
  private readonly byAgent = new Map<string, Map<string, { kind: ExecutorKind; mode: Mode; guard: Guard }>>();

  of(agent: Agent, kind: ExecutorKind, mode: Mode): Guard {
    let guards = this.byAgent.get(agent.id);
    if (!guards) this.byAgent.set(agent.id, (guards = new Map()));
    const key = `${kind}/${mode}`;
    const known = guards.get(key);
    if (known && isSame(known.guard.resilience, agent.resilience)) return known.guard;
    const guard = new Guard(agent.resilience);
    guards.set(key, { kind, mode, guard });
    return guard;
  }

  condition(agentId: string): ExecutorCondition {
    const acting = [...(this.byAgent.get(agentId)?.values() ?? [])].filter(({ mode }) => mode === 'act');
    const executors = acting.map(({ kind, guard }) => ({
      ...{ kind, breaker: guard.state },
      ...{ running: guard.running, waiting: guard.waiting },
    }));
    return { isBroken: executors.length > 0 && executors.every(({ breaker }) => breaker === 'open'), executors };
  }
}

function isSame(a: Resilience, b: Resilience): boolean {
  return (
    a === b ||
    (a.failuresToOpen === b.failuresToOpen &&
      a.successesToClose === b.successesToClose &&
      a.openMs === b.openMs &&
      a.halfOpenMax === b.halfOpenMax &&
      a.bulkhead === b.bulkhead)
  );
}

import type { EventEnvelope } from '@vividwalls/messaging';
import type { Roster } from '../../registry/roster.js';
import type { NewTask } from '../../tasks/task.js';
import type { CompiledActivation } from '../rules/compiled-activation.js';
import { faultsOfMade } from '../rules/task-faults-of.js';

/** Tasks shown in full. */
const SAMPLES_MAX = 10;

/** Different reasons shown, the most frequent first. */
const REASONS_MAX = 20;

export interface CountedReason {
  readonly reason: string;
  readonly count: number;
  /** One event of which it is so. */
  readonly eventId: string;
}

/** What a rule would have done with past events. */
export interface DryRunReport {
  readonly events: number;
  readonly matches: number;
  /** Fewer than matches when several events make the same task. */
  readonly tasks: number;
  readonly unknowns: { readonly count: number; readonly reasons: readonly CountedReason[] };
  /** It held, and no task could be made. */
  readonly faults: { readonly count: number; readonly reasons: readonly CountedReason[] };
  /** Parts of templates that were left out because they could not be known. */
  readonly leftOut: { readonly count: number; readonly reasons: readonly CountedReason[] };
  readonly samples: readonly { readonly eventId: string; readonly eventTime: string; readonly task: NewTask }[];
}

/** Runs a rule over past events, each looked at as if it came at its own time. Pure; nothing is made. */
export function dryRun(rule: CompiledActivation, events: readonly EventEnvelope[], roster: Roster): DryRunReport {
  const unknowns = new Reasons();
  const faults = new Reasons();
  const leftOut = new Reasons();
  const made = new Map<string, DryRunReport['samples'][number]>();
  let matches = 0;
  for (const event of events) {
    const result = rule.activate(event, new Date(event.time));
    if (result.outcome === 'no') continue;
    if (result.outcome === 'unknown') {
      unknowns.add(result.reason, event.id);
      continue;
    }
    matches += 1;
    const faulty = result.outcome === 'task' ? faultsOfMade(result.task, roster) : [result.reason];
    if (result.outcome !== 'task' || faulty.length > 0) {
      faults.add(faulty.join('; '), event.id);
      continue;
    }
    for (const reason of result.leftOut) leftOut.add(reason, event.id);
    const { task } = result;
    if (!made.has(task.key)) made.set(task.key, { eventId: event.id, eventTime: event.time, task });
  }
  return {
    ...{ events: events.length, matches, tasks: made.size },
    ...{ unknowns: unknowns.report(), faults: faults.report(), leftOut: leftOut.report() },
    samples: [...made.values()].slice(0, SAMPLES_MAX),
  };
}

class Reasons {
  private readonly counted = new Map<string, { count: number; readonly eventId: string }>();
  private count = 0;

  add(reason: string, eventId: string): void {
    this.count += 1;
    const known = this.counted.get(reason);
    if (known) known.count += 1;
    else this.counted.set(reason, { count: 1, eventId });
  }

  report(): { count: number; reasons: CountedReason[] } {
    const reasons = [...this.counted].map(([reason, { count, eventId }]) => ({ reason, count, eventId }));
    const frequent = reasons.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
    return { count: this.count, reasons: frequent.slice(0, REASONS_MAX) };
  }
}

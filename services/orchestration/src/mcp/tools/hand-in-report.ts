import { takeReports } from '@vividwalls/contracts';
import { QuestionInvalid, RequestError } from '@vividwalls/messaging';
import { ToolRefusal } from '../calls/tool-refusal.js';
import type { ToolCall } from '../tool.js';

/** A report as n8n sends it. */
export interface HandedReport {
  readonly type: 'interaction.recorded' | 'task.outcome_reported';
  /** What makes it the same report when it comes again. */
  readonly id: string;
  readonly occurredAt?: string | undefined;
  readonly test?: boolean | undefined;
  readonly data: object;
}

/**
 * Hands a report to the gateway, which owns reports: it reads them by the rules for those of n8n and takes personal data out.
 * Returns the event's id. @throws ToolRefusal with every fault; or when nobody answered, and then it isn't known whether it was taken
 */
export async function handIn(report: HandedReport, { caller, signal, sources }: ToolCall): Promise<string> {
  const { actor } = caller;
  try {
    const answer = await sources.requests.ask(takeReports, { actor, reports: [report] }, { actor, signal });
    if (answer.result === 'taken') return answer.ids[0]!;
    // Of a list of one: its place says nothing to whoever called.
    const faults = answer.faults.map(({ pointer, message }) => ({
      pointer: pointer.replace(/^\/0(\/data)?/, ''),
      message,
    }));
    const worded = faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
    throw new ToolRefusal('bad_arguments', `The report has faults. ${worded}`, { faults });
  } catch (error) {
    if (error instanceof QuestionInvalid) throw new ToolRefusal('bad_arguments', error.message);
    if (!(error instanceof RequestError)) throw error;
    throw new ToolRefusal('unanswered', 'It is not known whether the report was taken. Call again: it is told once.');
  }
}

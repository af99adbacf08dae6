import { defineRequest } from '@vividwalls/messaging';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsString, Length, Matches } from 'class-validator';
import { faultsByClass } from './faults-by-class.js';
import { ONE_LINE } from './spend-rules.js';

/** Reports of one question. */
const REPORTS_MAX = 20;

/** Take these reports of an agent, as if they had come to `/webhooks/n8n`. */
export class ReportQuestion {
  /** Who reports: `agent:email-marketing`. */
  @IsString()
  @Length(1, 128)
  @Matches(ONE_LINE, { message: 'must be one line' })
  readonly actor!: string;

  /** Each `{ type, data, id?, occurredAt?, test? }`; what is wrong with one is said by the answer. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(REPORTS_MAX)
  @IsObject({ each: true })
  readonly reports!: readonly object[];
}

/** All were taken, or none, and then every fault is named. */
export type ReportAnswer =
  | {
      readonly result: 'taken';
      /** Of the events they became, in their order. The same report again has the same id. */
      readonly ids: readonly string[];
    }
  | {
      readonly result: 'refused';
      /** By JSON pointer in `reports`. */
      readonly faults: readonly { readonly pointer: string; readonly message: string }[];
    };

/**
 * `gateway/report.take`: an agent's reports, read, freed of personal data and told as events by the one that owns them. A report
 * with an `id` is the same report however often it comes, so whoever gets no answer asks again. There is no fallback: without an
 * answer it isn't known whether they were taken.
 */
export const takeReports = defineRequest<ReportQuestion, ReportAnswer>({
  service: 'gateway',
  name: 'report.take',
  deadlineMs: 5_000,
  faultsOf: faultsByClass(ReportQuestion),
  faultsOfAnswer: (value) =>
    ['taken', 'refused'].includes((value as Partial<ReportAnswer> | null)?.result as string)
      ? []
      : ['/result must be taken or refused'],
});

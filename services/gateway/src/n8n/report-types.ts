import {
  ContentPublished,
  CostIncurred,
  InteractionRecorded,
  TaskOutcomeReported,
  type EventClass,
} from '@vividwalls/events';

/** How one kind of report becomes an event. */
export interface ReportType {
  readonly eventClass: EventClass;
  /** The field that says when it happened; the report's own `occurredAt` stands in for it. */
  readonly timeField: string;
  /** Fields that name what it is about, the most telling first; the event's subject. */
  readonly subjectFields: readonly string[];
  /** Free text, from which e-mail addresses and phone numbers are taken out. */
  readonly proseFields: readonly string[];
  /** JSON of a shape that only the sender knows; personal data is taken out of all of it. */
  readonly jsonFields?: readonly string[];
}

/** What agents may report, by the `type` they send. */
export const REPORT_TYPES: ReadonlyMap<string, ReportType> = new Map<string, ReportType>([
  [
    'interaction.recorded',
    {
      eventClass: InteractionRecorded,
      timeField: 'occurredAt',
      subjectFields: ['customerId', 'emailHash', 'checkoutToken', 'cartToken', 'sessionId', 'agentId'],
      proseFields: ['summary'],
    },
  ],
  [
    'task.outcome_reported',
    {
      eventClass: TaskOutcomeReported,
      timeField: 'occurredAt',
      subjectFields: ['taskId'],
      proseFields: ['error'],
      jsonFields: ['output'],
    },
  ],
  [
    'cost.incurred',
    {
      eventClass: CostIncurred,
      timeField: 'occurredAt',
      subjectFields: ['agentId'],
      proseFields: ['description'],
    },
  ],
  [
    'content.published',
    {
      eventClass: ContentPublished,
      timeField: 'publishedAt',
      subjectFields: ['agentId'],
      proseFields: ['title'],
    },
  ],
]);

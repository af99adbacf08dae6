import { faultsIn, type EventClass, type PayloadFault } from '@vividwalls/events';
import { createHash } from 'node:crypto';
import { namedUuid } from '../shopify/named-uuid.js';
import { instantOf } from '../translation/instant.js';
import { jsonFaults, reportWithoutPersonalData } from './report-privacy.js';
import { REPORT_TYPES, type ReportType } from './report-types.js';

/** Reports of one call; a workflow with more sends several calls. */
export const MAX_REPORTS = 100;

/** Namespace of the ids of reports. */
const REPORTS = '72ab02c7-b633-45ff-ba85-60ad53c234d4';

/** A report ready to be published: its event and what of the envelope it decides. */
export interface ReportedFact {
  readonly event: EventClass;
  /** UUIDv5 of what makes it the same report when it comes again: its own id, else all it says. */
  readonly id: string;
  readonly subject: string;
  /** ISO 8601 in UTC */
  readonly time: string;
  /** ms since 1970 */
  readonly version: number;
  readonly test: boolean;
  readonly data: object;
}

export type ReportReading =
  | { readonly ok: true; readonly reports: readonly ReportedFact[] }
  | { readonly ok: false; readonly faults: readonly PayloadFault[] };

/**
 * Reads what an agent reports: `{ type, data, id?, occurredAt?, test? }`, or 1 to 100 of them in an array. Either all are
 * well formed, or every fault of every one is named by its JSON pointer in the body.
 *
 * @param receivedAt stands in for the time of a report that tells none; without it, that is a fault
 */
export function readReports(body: string, receivedAt?: Date): ReportReading {
  const now = receivedAt?.toISOString();
  const value = parsed(body);
  if (value === undefined) return { ok: false, faults: [{ pointer: '', message: 'is not JSON' }] };
  if (!Array.isArray(value)) return collected([readReport(value, '', now)]);
  if (value.length < 1 || value.length > MAX_REPORTS) {
    return { ok: false, faults: [{ pointer: '', message: `must hold 1 to ${MAX_REPORTS} reports` }] };
  }
  return collected(value.map((report: unknown, i) => readReport(report, `/${i}`, now)));
}

type OneReading = { readonly faults: readonly PayloadFault[] } | { readonly report: UnnamedReport };

/** A report without its id, and what makes it the same report when it comes again. */
interface UnnamedReport extends Omit<ReportedFact, 'id'> {
  readonly ownId: string | undefined;
  readonly sameness: string;
}

function collected(readings: readonly OneReading[]): ReportReading {
  const faults: PayloadFault[] = [];
  const reports: ReportedFact[] = [];
  const seen = new Map<string, number>();
  for (const [i, reading] of readings.entries()) {
    if ('faults' in reading) {
      faults.push(...reading.faults);
      continue;
    }
    const { ownId, sameness, ...report } = reading.report;
    const before = seen.get(sameness) ?? 0;
    seen.set(sameness, before + 1);
    if (before > 0 && ownId !== undefined) faults.push({ pointer: `/${i}/id`, message: 'was given to another report' });
    // Two equal lines of a call are two costs; the same call again is the same two.
    reports.push({ ...report, id: namedUuid(REPORTS, before === 0 ? sameness : `${sameness}\0${before}`) });
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, reports };
}

const FIELDS = ['type', 'data', 'id', 'occurredAt', 'test'];

function readReport(report: unknown, pointer: string, now: string | undefined): OneReading {
  if (!isObject(report)) return { faults: [{ pointer, message: 'must be an object with type and data' }] };
  const faults: PayloadFault[] = [];
  const fault = (field: string, message: string) => faults.push({ pointer: `${pointer}/${escaped(field)}`, message });

  for (const field of Object.keys(report)) if (!FIELDS.includes(field)) fault(field, 'is not a known field');
  const { type, id, test } = report;
  const occurredAt = instantField(report['occurredAt']);
  if (occurredAt === null) fault('occurredAt', 'must be a time such as 2026-11-22T10:15:00Z');
  if (id !== undefined && !(typeof id === 'string' && id !== '' && id.length <= 255)) {
    fault('id', 'must be a text of 1 to 255 characters');
  }
  if (test !== undefined && typeof test !== 'boolean') fault('test', 'must be true or false');
  const reportType = typeof type === 'string' ? REPORT_TYPES.get(type) : undefined;
  if (!reportType) fault('type', `must be one of ${[...REPORT_TYPES.keys()].join(', ')}`);
  if (!isObject(report['data'])) fault('data', 'must be an object');
  if (!reportType || !isObject(report['data'])) return { faults };

  const data = completed(report['data'], reportType, occurredAt ?? now);
  for (const [field, message] of jsonFaults(report['data'], data, reportType)) {
    faults.push({ pointer: `${pointer}/data/${field}`, message });
  }
  for (const found of faultsIn(reportType.eventClass, data)) {
    faults.push({ pointer: `${pointer}/data${found.pointer}`, message: found.message });
  }
  return faults.length > 0 ? { faults } : { report: unnamedReport(reportType, String(type), data, { id, test }) };
}

/** The data as it is validated and published: times in UTC, no personal data, the time taken from the report if need be. */
function completed(
  given: Readonly<Record<string, unknown>>,
  reportType: ReportType,
  occurredAt: string | undefined,
): Record<string, unknown> {
  const { timeField } = reportType;
  const data = reportWithoutPersonalData(given, reportType);
  const own = data[timeField];
  // What is no time stays as it is, for the class's rules to name.
  const time = own === undefined ? occurredAt : typeof own === 'string' ? (instantOf(own) ?? own) : own;
  return time === undefined ? data : { ...data, [timeField]: time };
}

function unnamedReport(
  { eventClass, timeField, subjectFields }: ReportType,
  type: string,
  data: Record<string, unknown>,
  { id, test }: { id?: unknown; test?: unknown },
): UnnamedReport {
  const time = data[timeField] as string;
  const subject = subjectFields.map((field) => data[field]).find((value) => typeof value === 'string' && value !== '');
  const ownId = typeof id === 'string' ? id : undefined;
  const content = ownId ?? createHash('sha256').update(JSON.stringify(data)).digest('hex');
  return {
    event: eventClass,
    ownId,
    sameness: `${type}\0${ownId === undefined ? 'content' : 'id'}\0${content}`,
    subject: String(subject ?? type),
    time,
    version: Math.max(0, Date.parse(time)),
    test: test === true,
    data,
  };
}

/** A time in UTC, undefined when absent, null when it is none. */
function instantField(value: unknown): string | undefined | null {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? (instantOf(value) ?? null) : null;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body.charCodeAt(0) === 0xfeff ? body.slice(1) : body) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escaped(field: string): string {
  return field.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}

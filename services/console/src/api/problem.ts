export interface BodyFault {
  readonly pointer: string;
  readonly message: string;
}

/** What the API says when something can't be done: RFC 9457, with the fields our services give. */
export interface ProblemDocument {
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** What is wrong with single inputs, by JSON pointer. */
  readonly errors?: readonly BodyFault[];
  /** The same, as some services call it; whole sentences where they know no pointer. */
  readonly faults?: readonly (BodyFault | string)[];
}

/** An answer that was no success, or no answer: `status` is 0 then. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly faults: readonly string[] = [],
    /** Those of the faults that name their field. */
    readonly fields: readonly BodyFault[] = [],
  ) {
    super(detail === '' ? title : `${title}: ${detail}`);
    this.name = 'ProblemError';
  }
}

/** What the same question gets again however often it is asked. */
const FINAL: readonly number[] = [400, 401, 403, 404, 410, 422];

/** Whether asking again changes nothing. */
export const isFinal = (error: Error): boolean => error instanceof ProblemError && FINAL.includes(error.status);

/** Reads a problem from an answer's text, whatever wrote it: ours is JSON, a proxy's may be anything. */
export function problemOf(status: number, text: string): ProblemError {
  const document = documentOf(text);
  if (!document)
    return new ProblemError(status, titleOf(status), text.length <= 200 && !text.startsWith('<') ? text.trim() : '');
  if (NO_ID.test(document.detail ?? '')) return new ProblemError(status, 'Not found', MISTYPED);
  const all = [...(document.errors ?? []), ...(document.faults ?? [])];
  const fields = all.filter((fault) => typeof fault !== 'string');
  const { title, detail = '' } = document;
  const texts = all.map(faultText);
  // What the faults say already is not said again.
  if (!all.some((fault) => isSaidIn(detail, fault))) return new ProblemError(status, title, detail, texts, fields);
  const [only, ...more] = texts;
  return more.length === 0
    ? new ProblemError(status, title, sentence(only!), [], fields)
    : new ProblemError(status, title, '', texts, fields);
}

/** `/to must lie between …` is the fault of `/to`, once more. */
const isSaidIn = (detail: string, fault: BodyFault | string): boolean =>
  detail !== '' &&
  (typeof fault === 'string' ? detail === fault : detail.includes(`${fault.pointer} ${fault.message}`));

const sentence = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');

/** What the console calls what services name by a field. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  from: 'the first day',
  to: 'the last day',
  at: 'the time',
  by: 'the grouping',
  currency: 'the currency',
  month: 'the month',
};

/** What services say of an id in an address that can't be one. */
const NO_ID = /^Validation failed \(uuid(?: v\d)? is expected\)$/;
const MISTYPED = 'There is nothing with this id. It may have been mistyped or cut off.';

export const noAnswer = (): ProblemError =>
  new ProblemError(0, 'No answer', 'The console can’t reach the services. It tries again by itself.');

export const tooLate = (withinMs: number): ProblemError =>
  new ProblemError(
    0,
    'No answer in time',
    `The service did not answer within ${withinMs / 1_000} seconds. It is asked again.`,
  );

function documentOf(text: string): ProblemDocument | undefined {
  try {
    const parsed = JSON.parse(text) as Partial<ProblemDocument> | null;
    return typeof parsed?.title === 'string' ? { status: 0, ...parsed, title: parsed.title } : undefined;
  } catch {
    return undefined;
  }
}

function faultText(fault: BodyFault | string): string {
  if (typeof fault === 'string') return fault;
  const field = fault.pointer.replace(/^\//, '');
  const name = FIELD_NAMES[field];
  return name === undefined ? `${field}: ${fault.message}` : `${name} ${fault.message}`;
}

const TITLES: Readonly<Record<number, string>> = {
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  429: 'Too many requests',
  502: 'Not available',
  503: 'Not available',
  504: 'No answer in time',
};

const titleOf = (status: number): string => TITLES[status] ?? `The answer was ${status}`;

/** One line of the doctor's report. */
export interface Finding {
  subject: string;
  /** `fail`: it will not run like this. `warn`: it will, but look at it. */
  level: 'ok' | 'warn' | 'fail';
  /** What was found. */
  detail: string;
  /** How to mend it. */
  remedy?: string;
}

export function ok(subject: string, detail: string): Finding {
  return { subject, level: 'ok', detail };
}

export function warn(subject: string, detail: string, remedy: string): Finding {
  return { subject, level: 'warn', detail, remedy };
}

export function fail(subject: string, detail: string, remedy: string): Finding {
  return { subject, level: 'fail', detail, remedy };
}

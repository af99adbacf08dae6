/** An event as lists show it: from the API, or as it was just heard. */
export interface ListedEvent {
  readonly position: string;
  readonly stream: string;
  readonly type: string | null;
  readonly subject: string | null;
  readonly time: string | null;
  readonly recordedAt: string;
  readonly correlationId: string | null;
  readonly actor: string | null;
  readonly test: boolean;
}

/** What was heard and what was loaded as one list, each event once; both newest first. */
export function joined(heard: readonly ListedEvent[], loaded: readonly ListedEvent[]): readonly ListedEvent[] {
  const top = loaded[0];
  if (!top) return heard;
  const newer = heard.filter(({ position }) => isAfter(position, top.position));
  return newer.length === 0 ? loaded : [...newer, ...loaded];
}

export interface HeldRows {
  readonly rows: readonly ListedEvent[];
  /** How many there are above them. */
  readonly above: number;
}

/** Rows up to a place, for somebody who reads further down: what comes meanwhile does not move what is read. */
export function heldAt(rows: readonly ListedEvent[], position: string | undefined): HeldRows {
  if (position === undefined) return { rows, above: 0 };
  const above = rows.findIndex((row) => !isAfter(row.position, position));
  return above <= 0 ? { rows, above: 0 } : { rows: rows.slice(above), above };
}

/** Positions are whole numbers as text. */
const isAfter = (a: string, b: string): boolean => (a.length === b.length ? a > b : a.length > b.length);

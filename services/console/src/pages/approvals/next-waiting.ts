/** What is opened once one is decided: the one after it in the list, else the one before; undefined when it was alone. */
export function nextWaiting<Row extends { readonly id: string }>(rows: readonly Row[], id: string): Row | undefined {
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return rows[0];
  return rows[at + 1] ?? rows[at - 1];
}

/** The neighbour of one, for going through a list by keys; the first when none is open. */
export function neighbourOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string | undefined,
  step: 1 | -1,
): Row | undefined {
  const at = id === undefined ? -1 : rows.findIndex((row) => row.id === id);
  return at < 0 ? rows[0] : rows[at + step];
}

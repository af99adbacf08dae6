type Values = Readonly<Record<string, string | number | undefined>>;

/** Where a report is had as a file: the browser sends the session along by itself. */
export function csvAddress(path: string, query: Values): string {
  const values = Object.entries({ ...query, format: 'csv' }).filter(([, value]) => value !== undefined);
  return `${path}?${new URLSearchParams(values.map(([name, value]) => [name, String(value)]))}`;
}

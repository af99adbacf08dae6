const INSTANT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * A time as Shopify writes it (`2025-04-02T11:31:25-05:00`) in the one form facts use: UTC, milliseconds, `Z`, so that
 * instants of one shop compare as text whatever the offset was. A time without offset is taken as UTC. Undefined when the
 * text is no time, or one outside the years 1 to 9999.
 */
export function instantOf(text: string | undefined): string | undefined {
  const match = INSTANT.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [, day, clock = '00:00', offset = 'Z'] = match;
  const zone =
    offset.length === 3 ? `${offset}:00` : offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset;
  const time = new Date(`${day}T${clock}${zone}`);
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999 ? time.toISOString() : undefined;
}

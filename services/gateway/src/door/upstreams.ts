export interface Upstream {
  /** `finance`: serves `/api/finance/…` */
  readonly name: string;
  readonly url: string;
}

/** Reads `finance=http://host:port` entries. */
export function upstreamsOf(entries: readonly string[]): Upstream[] {
  return entries.map((entry) => {
    const split = entry.indexOf('=');
    return { name: entry.slice(0, split), url: entry.slice(split + 1).replace(/\/+$/, '') };
  });
}

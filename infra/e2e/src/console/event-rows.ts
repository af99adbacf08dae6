import type { Page } from '@vividwalls/testing/browser';

/** A line of the console's list of events. */
export interface EventRow {
  readonly position: string;
  readonly subject: string;
}

/** The list as it is shown at this moment, newest first; subjects that are longer than an order's number are cut. */
export function eventRows(page: Page): Promise<EventRow[]> {
  return page.evaluate<EventRow[]>(`[...document.querySelectorAll('table[aria-label=Events] tbody tr[data-row]')]
    .map(({ cells }) => ({ subject: cells[3].textContent.trim(), position: cells[6].textContent.trim() }))`);
}

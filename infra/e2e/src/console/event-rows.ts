import type { Page } from '@vividwalls/testing/browser';

/** A line of the console's list of events. */
export interface EventRow {
  readonly position: string;
  readonly subject: string;
}

/** The list as it is at this moment, newest first. Subjects are the ids, whatever is shown of them. */
export function eventRows(page: Page): Promise<EventRow[]> {
  return page.evaluate<EventRow[]>(`[...document.querySelectorAll('table[aria-label=Events] tbody tr[data-row]')]
    .map(({ cells }) => ({ subject: cells[3].querySelector('[title]')?.title ?? '', position: cells[6].textContent.trim() }))`);
}

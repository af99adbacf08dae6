import type { Page } from '@vividwalls/testing/browser';

/** What a service needs a moment for is done well within this. */
const DONE_WITHIN = { timeout: 30_000 };

/** The dialog that asks for a reason; notices of what was done are dialogs too. */
export const asking = (page: Page) => page.getByRole('dialog').filter({ has: page.getByLabel('Reason') });

/** Gives the reason that a dialog asks for, and does it. */
export async function confirm(page: Page, action: string, reason: string): Promise<void> {
  const dialog = asking(page);
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: action, exact: true }).click();
  await dialog.waitFor({ state: 'hidden', ...DONE_WITHIN });
}

import { ask } from '../answer.js';
import type { PictureOptions } from './picture-options.js';
import { FIRST_ROWS, PAGES, type Row, type Subject } from './subjects.js';

export interface Wanted {
  readonly subjects: readonly Subject[];
  /** Why some that were asked for are missing. */
  readonly missing: readonly string[];
}

/** The pages to take: those that were named, or all; of lists the page of the first row that has one. */
export async function wantedSubjects(
  { single, only }: Pick<PictureOptions, 'single' | 'only'>,
  api: { readonly url: string; readonly key: string },
): Promise<Wanted> {
  if (single) return { subjects: [single], missing: [] };
  const isWanted = ({ name }: { readonly name: string }): boolean => only.length === 0 || only.includes(name);
  const names = [...PAGES, ...FIRST_ROWS].map(({ name }) => name);
  const missing = only.filter((name) => !names.includes(name)).map((name) => `no page is called "${name}"`);
  const subjects = PAGES.filter(isWanted);
  for (const { name, list, pathOf } of FIRST_ROWS.filter(isWanted)) {
    const answer = await ask(api.url + list, { headers: { authorization: `Bearer ${api.key}` } });
    if (answer.status !== 200) {
      missing.push(`${name}: ${list} was answered with ${answer.status}`);
      continue;
    }
    const path = answer
      .json<{ items: Row[] }>()
      .items.map(pathOf)
      .find((found) => found !== undefined);
    if (path === undefined) missing.push(`${name}: ${list} has none yet`);
    else subjects.push({ name, path });
  }
  return { subjects, missing };
}

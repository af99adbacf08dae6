import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@vividwalls/local';
import { FIRST_ROWS, PAGES } from './subjects.js';

const ROUTES = join(workspaceRoot, 'services/console/src/routes/_console');

/** `agents.consolidation.$id.tsx` is the page `/agents/consolidation/*`; `_inbox` is a frame, which has no address. */
const pathOf = (file: string): string =>
  `/${file
    .replace(/\.tsx$/, '')
    .split('.')
    .filter((part) => part !== 'index' && !part.startsWith('_'))
    .map((part) => (part.startsWith('$') ? '*' : part))
    .join('/')}`;

const SAMPLE = { id: '1', position: '1', subject: '1', orderId: '1' };

it('every page of the console is among those that are looked at', () => {
  const looked = new Set([
    ...PAGES.map(({ path }) => path),
    ...FIRST_ROWS.map(({ pathOf: of }) => of(SAMPLE)?.replace(/\?.*$/, '').replace(/\/1$/, '/*')),
  ]);
  const pages = new Set(readdirSync(ROUTES).map(pathOf));
  expect(pages.size).toBeGreaterThan(20);
  expect([...pages].filter((path) => !looked.has(path))).toEqual([]);
});

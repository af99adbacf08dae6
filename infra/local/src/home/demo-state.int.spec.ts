import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetDemoState, readDemoState, writeDemoState } from './demo-state.js';

let home: string;
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'vw-demo-state-'))));
afterEach(() => rmSync(home, { recursive: true }));

it('knows nothing of a demo in a new home, and afterwards what was kept', () => {
  expect(readDemoState(home)).toBe('none');
  writeDemoState(home, 'begun');
  expect(readDemoState(home)).toBe('begun');
  writeDemoState(home, 'done');
  expect(readDemoState(home)).toBe('done');
  forgetDemoState(home);
  expect(readDemoState(home)).toBe('none');
});

it.each(['{"agents":', '{"agents":"perhaps"}', 'null', ''])('takes %j for none', (content) => {
  writeFileSync(join(home, 'demo.json'), content);
  expect(readDemoState(home)).toBe('none');
});

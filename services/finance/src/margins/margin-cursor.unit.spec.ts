import { Problem } from '@vividwalls/platform';
import { cursorText, readCursor } from './margin-cursor.js';

const NUMBER = /^-?[0-9]+$/;

describe('the cursor of margins', () => {
  it('comes back as what it was', () => {
    const cursor = { value: '-12', ids: ['450789469', 'a "quoted" id'] };
    expect(readCursor(cursorText(cursor), NUMBER, 2)).toEqual(cursor);
    expect(readCursor(undefined, NUMBER, 1)).toBeUndefined();
  });

  it.each([
    ['no JSON', 'xyz'],
    ['of another list', cursorText({ value: '1', ids: ['a', 'b'] })],
    ['of another sort', cursorText({ value: '2026-11-24', ids: ['a'] })],
    ['made by hand', Buffer.from('[1, 2]').toString('base64url')],
  ])('%s is refused', (_what, text) => expect(() => readCursor(text, NUMBER, 1)).toThrow(Problem));
});

import { validate, version } from 'uuid';
import { entryId } from './entry-ids.js';

describe('ids of entries', () => {
  const moment = new Date('2026-11-24T10:00:00.123Z');
  const ids = Array.from({ length: 2_000 }, () => entryId(moment));

  it('are UUIDs of version 7, each another', () => {
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('sort in the order in which they were made, and by their moments', () => {
    expect([...ids].sort()).toEqual(ids);
    expect(entryId(new Date(moment.getTime() - 1)) < ids[0]!).toBe(true);
    expect(entryId(new Date(moment.getTime() + 1)) > ids.at(-1)!).toBe(true);
  });
});

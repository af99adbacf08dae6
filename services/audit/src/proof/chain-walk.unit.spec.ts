import { GENESIS, hashOfPayload, linkHash } from '../chain/chain-link.js';
import type { StoredEntry } from '../chain/chain.queries.js';
import { ChainWalk, MAX_FAULTS } from './chain-walk.js';

/** Entries 1 to n, linked as the recorder links them. */
function chainOf(length: number): StoredEntry[] {
  const entries: StoredEntry[] = [];
  for (let at = 1; at <= length; at += 1) entries.push(linked(at, entries.at(-1)?.hash ?? GENESIS));
  return entries;
}

function linked(at: number, previousHash: Buffer, payload = `{"number":${at}}`): StoredEntry {
  const entry = {
    ...{ position: BigInt(at), stream: 'SHOP', streamCreatedAt: '2026-01-01T00:00:00Z', sequence: BigInt(at) },
    ...{ natsSubject: 'vw.shop', eventId: `e-${at}`, type: null, subject: null, time: null, correlationId: null },
    ...{ causationId: null, actor: null, test: false, storedAtMs: 0n, recordedAtMs: 0n, encoding: 'utf8' as const },
    ...{ payload, payloadHash: hashOfPayload(payload) },
  };
  return { ...entry, previousHash, hash: linkHash(previousHash, entry) };
}

function judged(entries: readonly StoredEntry[], whole = chainOf(9)): ChainWalk {
  const walk = new ChainWalk();
  for (const entry of entries) walk.take(entry);
  const { position, hash } = whole.at(-1)!;
  walk.end({ position, hash });
  return walk;
}

const hex = (hash: Buffer) => hash.toString('hex');
const with5 = (change: Partial<StoredEntry>) =>
  chainOf(9).map((entry) => (entry.position === 5n ? { ...entry, ...change } : entry));
const span = (from: number, to: number) => ({ from: `${from}`, to: `${to}`, isFromBeginning: from === 1 });

describe('a walk along the chain', () => {
  it('finds a whole one whole', () => {
    const { faults, whole, events } = judged(chainOf(9));
    expect({ faults, whole, events }).toEqual({ faults: [], whole: [span(1, 9)], events: 9 });
  });

  it('names a changed message with both hashes, and finds the rest whole', () => {
    const { faults, whole } = judged(with5({ payload: '{"number":6}' }));
    expect(faults).toMatchObject([
      {
        ...{ position: '5', to: '5', reason: 'changed', compared: 'hash of the message' },
        ...{ expected: hashOfPayload('{"number":5}'), found: hashOfPayload('{"number":6}') },
      },
    ]);
    expect(whole).toEqual([span(1, 4), span(6, 9)]);
  });

  it('blames a replaced hash on its entry, not on the one behind it', () => {
    const { faults, whole } = judged(with5({ hash: Buffer.alloc(32, 7) }));
    expect(faults).toMatchObject([
      { position: '5', reason: 'changed', compared: 'hash of the entry', expected: '07'.repeat(32) },
    ]);
    expect(whole).toEqual([span(1, 4), span(6, 9)]);
  });

  it('tells that the next entry followed another one, when an entry was forged with its hashes', () => {
    const entries = chainOf(9);
    const forged = linked(5, entries[3]!.hash, '{"number":500}');
    const { faults } = judged(with5(forged));
    expect(faults).toMatchObject([
      {
        ...{ position: '6', reason: 'relinked', compared: 'hash of the entry before' },
        ...{ expected: hex(forged.hash), found: hex(entries[4]!.hash) },
      },
    ]);
  });

  it('tells how many are gone in the middle and at the end', () => {
    const { faults, whole } = judged(chainOf(9).filter(({ position }) => ![3n, 4n, 8n, 9n].includes(position)));
    expect(faults.map(({ position, to, expected, message }) => [position, to, expected, message])).toEqual([
      ['3', '4', '2', 'Entries 3 to 4 are gone.'],
      ['8', '9', '2', 'Entries 8 to 9 are gone.'],
    ]);
    expect(whole).toEqual([span(1, 2), span(5, 7)]);
  });

  it('tells a last entry that was forged with its hashes by the head', () => {
    const entries = chainOf(9);
    const forged = linked(9, entries[7]!.hash, 'x');
    const { faults } = judged([...entries.slice(0, 8), forged]);
    const expected = { expected: hex(entries[8]!.hash), found: hex(forged.hash) };
    expect(faults).toMatchObject([{ position: '9', reason: 'head differs', ...expected }]);
  });

  it('gives up where nearly everything was changed', () => {
    const all = chainOf(MAX_FAULTS + 20);
    const { faults, events, isGivenUp } = judged(
      all.map((entry) => ({ ...entry, payload: 'x' })),
      all,
    );
    expect({ faults: faults.length, events, isGivenUp }).toEqual({
      ...{ faults: MAX_FAULTS, events: MAX_FAULTS, isGivenUp: true },
    });
  });
});

import { createDataSource } from '@vividwalls/persistence';
import type { Delivery } from '@vividwalls/messaging';
import type { DataSource } from 'typeorm';
import { ChainRecorder } from '../chain/chain.recorder.js';
import { createAuditDatabase, type AuditDatabase } from '../testing/audit-database.js';
import { verifyChain } from './verify-chain.js';

const NOW = new Date('2026-11-22T10:00:00.000Z');

function delivery(stream: string, sequence: number, more: Partial<Delivery> = {}): Delivery {
  const envelope = {
    specversion: '1.0',
    id: `${stream}-${sequence}`,
    source: 'vividwalls/test',
    type: `vw.${stream.toLowerCase()}.thing.happened.v1`,
    subject: `thing-${sequence}`,
    time: NOW.toISOString(),
    version: 0,
    correlationid: 'c',
    causationid: 'c',
    actor: 'system',
    test: false,
    shop: '',
    datacontenttype: 'application/json',
    data: { text: 'Zoë „quoted“ \\ and a comma, {braces}' },
  };
  return {
    stream,
    streamCreatedAt: '2026-01-01T00:00:00Z',
    sequence,
    subject: `vw.${stream.toLowerCase()}.thing.happened`,
    storedAt: NOW,
    deliveryCount: 1,
    bytes: Buffer.from(JSON.stringify(envelope)),
    headers: {},
    ...more,
  };
}

describe('the audit chain', () => {
  let database: AuditDatabase;
  let runtime: DataSource;
  let admin: DataSource;
  const recorder = new ChainRecorder({ now: () => NOW });
  const record = (deliveries: Delivery[]) => runtime.transaction((tx) => recorder.handle(tx, deliveries));
  const verify = () => verifyChain(runtime);
  const tamper = (statement: string) => admin.query(statement);

  beforeEach(async () => {
    database = await createAuditDatabase();
    runtime = database.dataSource;
    admin = await createDataSource({ url: database.adminUrl, schema: 'audit', poolSize: 1 }).initialize();
  });
  afterEach(async () => {
    await admin.destroy();
    await database.drop();
  });

  const someEvents = async () => {
    await record([delivery('SHOP', 1), delivery('SHOP', 2), delivery('FINANCE', 1)]);
    await record([delivery('SHOP', 3), delivery('FINANCE', 2), delivery('SHOP', 4)]);
  };

  it('is whole and complete after events of several streams', async () => {
    await someEvents();
    expect(await verify()).toMatchObject({
      ok: true,
      events: 6,
      faults: [],
      streams: [
        { stream: 'FINANCE', first: 1, last: 2, missing: 0 },
        { stream: 'SHOP', first: 1, last: 4, missing: 0 },
      ],
    });
  });

  it('is not read to its end for a service that stops', async () => {
    await record(Array.from({ length: 1_001 }, (_, n) => delivery('SHOP', n + 1)));
    const stopping = new AbortController();
    const looksBeforeEnd: number[] = [];
    const signal = {
      throwIfAborted: () => {
        looksBeforeEnd.push(1);
        // The second page is never asked for.
        if (looksBeforeEnd.length === 3) stopping.abort(new Error('the service stops'));
        stopping.signal.throwIfAborted();
      },
    };
    await expect(verifyChain(runtime, signal)).rejects.toThrow('the service stops');
    expect(looksBeforeEnd).toHaveLength(3);
    expect((await verify()).events).toBe(1_001);
  });

  it('is sound while it is empty', async () => {
    expect(await verify()).toMatchObject({ ok: true, events: 0, streams: [], head: '00'.repeat(32) });
  });

  it('records a message once however often it is delivered', async () => {
    await someEvents();
    await record([delivery('SHOP', 2), delivery('SHOP', 2), delivery('SHOP', 5)]);
    expect(await verify()).toMatchObject({ ok: true, events: 7 });
  });

  it('records a stream that was lost and made anew as another life of it', async () => {
    await someEvents();
    await record([delivery('SHOP', 1, { streamCreatedAt: '2026-06-01T00:00:00Z' })]);
    const { ok, events, streams } = await verify();
    expect({ ok, events }).toEqual({ ok: true, events: 7 });
    expect(streams.filter(({ stream }) => stream === 'SHOP')).toHaveLength(2);
  });

  it('keeps bytes that are neither JSON nor text', async () => {
    await record([
      delivery('INTAKE', 1, { bytes: Buffer.from([0xff, 0xfe, 0x00]) }),
      delivery('INTAKE', 2, { bytes: Buffer.from('{"id":"a\\u0000b"}') }),
    ]);
    expect(await verify()).toMatchObject({ ok: true, events: 2 });
  });

  it('two recorders at once make one chain', async () => {
    const batches = Array.from({ length: 12 }, (_, batch) =>
      Array.from({ length: 20 }, (_, index) => delivery('SHOP', batch * 20 + index + 1)),
    );
    await Promise.all(batches.map(record));
    expect(await verify()).toMatchObject({ ok: true, events: 240, streams: [{ first: 1, last: 240, missing: 0 }] });
  });

  it.each([
    ['payload', `payload = replace(payload, 'thing-2', 'thing-9')`],
    ['payload hash', `payload_hash = repeat('0', 64)`],
    ['payload with its hash', `payload = 'x', payload_hash = encode(sha256('x'), 'hex')`],
    ['type', `type = type || ' '`],
    ['subject', `subject = 'thing-3'`],
    ['actor', `actor = 'System'`],
    ['time of storing', 'stored_at_ms = stored_at_ms + 1'],
    ['sequence', 'sequence = 99'],
    ['test mark', 'test = NOT test'],
    ['hash', `hash = set_byte(hash, 0, (get_byte(hash, 0) + 1) % 256)`],
    ['previous hash', `previous_hash = set_byte(previous_hash, 31, (get_byte(previous_hash, 31) + 1) % 256)`],
  ])('names the entry whose %s was changed', async (_what, change) => {
    await someEvents();
    await tamper(`UPDATE chain SET ${change} WHERE position = 2`);
    const { ok, faults } = await verify();
    expect(ok).toBe(false);
    expect(faults[0]).toMatchObject({ position: '2', reason: 'changed' });
  });

  it.each([1, 4, 6])('names the place where entry %i was deleted', async (position) => {
    await someEvents();
    await tamper(`DELETE FROM chain WHERE position = ${position}`);
    const { ok, faults } = await verify();
    expect(ok).toBe(false);
    expect(faults[0]).toMatchObject({ position: String(position), reason: 'missing' });
  });

  it('tells how much is gone at the end, and which spans are whole', async () => {
    await someEvents();
    await tamper(`UPDATE chain SET actor = 'x' WHERE position = 2`);
    await tamper('DELETE FROM chain WHERE position > 4');
    const { faults, whole, events } = await verify();
    expect(faults).toMatchObject([
      { position: '2', to: '2', reason: 'changed', compared: 'hash of the entry' },
      { position: '5', to: '6', reason: 'missing', compared: 'entries', expected: '2', found: '0' },
    ]);
    expect(whole).toEqual([
      { from: '1', to: '1', isFromBeginning: true },
      { from: '3', to: '4', isFromBeginning: false },
    ]);
    expect(events).toBe(4);
  });

  it('names the first of two exchanged entries', async () => {
    await someEvents();
    await tamper('UPDATE chain SET position = 1000 WHERE position = 3');
    await tamper('UPDATE chain SET position = 3 WHERE position = 5');
    await tamper('UPDATE chain SET position = 5 WHERE position = 1000');
    const { ok, faults } = await verify();
    expect(ok).toBe(false);
    expect(faults[0]).toMatchObject({ position: '3' });
  });

  it('notices an entry put behind the head, and a sequence that never came', async () => {
    await someEvents();
    await record([delivery('SHOP', 7)]);
    expect(await verify()).toMatchObject({ ok: false, faults: [] });
    expect((await verify()).streams.find(({ stream }) => stream === 'SHOP')).toMatchObject({
      missing: 2,
      missingRanges: [{ from: '5', to: '6' }],
    });
    await tamper('UPDATE head SET position = position - 1, hash = (SELECT hash FROM chain WHERE position = 6)');
    expect((await verify()).faults[0]).toMatchObject({ position: '7', reason: 'beyond the head' });
  });

  it.each([
    ['change', `UPDATE chain SET actor = 'x'`],
    ['remove', 'DELETE FROM chain'],
    ['empty', 'TRUNCATE chain'],
    ['drop', 'DROP TABLE chain'],
  ])('does not let its own service %s what is recorded', async (_verb, statement) => {
    await someEvents();
    await expect(runtime.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it('cannot be read by the role of another service', async () => {
    const other = await createDataSource({ url: database.urlOf('vw_finance'), schema: 'finance' }).initialize();
    await expect(other.query('SELECT * FROM audit.chain')).rejects.toThrow(/permission denied for schema audit/);
    await other.destroy();
  });
});

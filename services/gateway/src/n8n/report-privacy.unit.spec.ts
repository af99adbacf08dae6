import { catalogue, ENVELOPE_EXTENSIONS } from '@vividwalls/events';
import { Outbox } from '@vividwalls/messaging';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readReports, type ReportReading } from './report-catalogue.js';
import { JSON_BYTES_MAX } from './report-privacy.js';

const NOW = new Date('2026-11-22T10:00:00.000Z');
const OUTCOME = { taskId: 't-1', agentId: 'a', outcome: 'succeeded', durationMs: 12 };
const reading = (data: object): ReportReading =>
  readReports(JSON.stringify({ type: 'task.outcome_reported', data: { ...OUTCOME, ...data } }), NOW);
const told = (data: object): Record<string, unknown> => {
  const read = reading(data);
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.reports[0]!.data as Record<string, unknown>;
};
const faults = (data: object) => {
  const read = reading(data);
  return read.ok ? [] : read.faults;
};

/** What the outbox would keep and publish of a report, byte for byte. */
async function envelopes(read: ReportReading): Promise<string> {
  if (!read.ok) return '';
  const rows: unknown[] = [];
  const outbox = new Outbox({
    ...{ source: 'vividwalls/gateway', catalogue, extensions: ENVELOPE_EXTENSIONS, now: () => NOW },
  });
  const tx = { query: (_sql: string, parameters: unknown[]) => Promise.resolve(void rows.push(parameters)) };
  await outbox.append(tx as never, read.reports);
  return JSON.stringify(rows);
}

describe('the output of a task', () => {
  it('keeps what a task needs, and says of an address only whose it is', () => {
    const output = {
      ...{ orderId: '450789469', orderName: '#1001', totalMinor: '19900', lines: [{ sku: 'VW-24x36', quantity: 2 }] },
      ...{ to: 'Bob@example.com', reply: 'Dear Bob, we wrote to bob@example.com.', draftId: 'gmail:18c2' },
      customer: {
        id: '7',
        first_name: 'Bob',
        phone: '030 1234567',
        default_address: { zip: '10115', country_code: 'DE' },
      },
    };
    expect(told({ output })['output']).toEqual({
      ...output,
      to: `sha256:${createHash('sha256').update('bob@example.com').digest('hex')}`,
      reply: 'Dear Bob, we wrote to [e-mail withheld].',
      customer: {
        ...{ id: '7', first_name: '[personal]', phone: '[personal]' },
        default_address: { zip: '[personal]', country_code: 'DE' },
      },
    });
  });

  it('may have empty fields, which its schema may ask for', () => {
    expect(told({ output: { note: null } })['output']).toEqual({ note: null });
    expect(told({ output: null })).not.toHaveProperty('output');
  });

  it('is refused where it is no object, too deep or too large', () => {
    const nested = (levels: number): object => (levels === 0 ? {} : { next: nested(levels - 1) });
    expect(faults({ output: nested(31) })).toEqual([]);
    expect(faults({ output: nested(32) })).toEqual([
      { pointer: '/data/output', message: 'is nested deeper than 32 levels' },
    ]);
    expect(faults({ output: { text: 'x'.repeat(JSON_BYTES_MAX - 11) } })).toEqual([]);
    expect(faults({ output: { text: 'x'.repeat(JSON_BYTES_MAX - 10) } })).toEqual([
      { pointer: '/data/output', message: 'must be at most 256 KiB' },
    ]);
    expect(faults({ output: [1] }).map(({ pointer }) => pointer)).toEqual(['/data/output']);
  });
});

describe('every report', () => {
  it('carries no address, wherever one is', async () => {
    const address = fc.emailAddress().filter((email) => !email.includes('/@'));
    const place = fc.constantFrom(
      'error',
      'workflowId',
      'executionId',
      'taskId',
      'agentId',
      'output',
      'email',
      'summary',
    );
    await fc.assert(
      fc.asyncProperty(address, place, fc.jsonValue({ maxDepth: 2 }), async (email, field, other) => {
        const output = { other, [email]: [{ text: `to ${email}`, email }], json: JSON.stringify({ email }) };
        const data = {
          ...OUTCOME,
          occurredAt: NOW.toISOString(),
          output,
          ...(field !== 'output' && { [field]: email }),
        };
        const bytes = await envelopes(
          readReports(JSON.stringify({ type: 'task.outcome_reported', data, id: email }), NOW),
        );
        expect(bytes).not.toContain(email);
        if (field !== 'email' && field !== 'summary') expect(bytes).toContain('sha256:');
        const contact = {
          agentId: email,
          channel: 'email',
          kind: 'direct',
          email,
          summary: email,
          utm: { source: email },
        };
        const interaction = await envelopes(
          readReports(JSON.stringify({ type: 'interaction.recorded', data: contact }), NOW),
        );
        expect(interaction).toContain('emailHash');
        expect(interaction).not.toContain(email);
      }),
    );
  });
});

import { checkDetail } from './check-detail.js';
import { infoOf } from './redis-info.js';

describe('what a check says in a few words', () => {
  it.each([
    [{ ok: true }, null],
    [{ ok: false, detail: 'connection refused', state: 'waiting' }, 'connection refused'],
    [{ ok: true, state: 'idle', published: 3 }, 'idle'],
    [{ ok: true, server: '2.15.1' }, 'version 2.15.1'],
    [{ ok: true, consumers: [{ name: 'finance', state: 'running' }] }, '1 runs'],
    [{ ok: true, consumers: [] }, '0 run'],
    [
      {
        ok: false,
        consumers: [
          { name: 'finance', state: 'running' },
          { name: 'finance_reports', state: 'waiting: no broker' },
        ],
      },
      'finance_reports: waiting: no broker',
    ],
  ])('%j: %j', (result, detail) => expect(checkDetail(result)).toBe(detail));
});

describe('what Redis says of itself', () => {
  it('is read line by line, without its headings', () => {
    const info = infoOf(
      '# Server\r\nredis_version:8.2.1\r\nexecutable:/usr/bin/redis\r\n\r\n# Memory: all\r\nused_memory:12\r\n',
    );
    expect([...info]).toEqual([
      ['redis_version', '8.2.1'],
      ['executable', '/usr/bin/redis'],
      ['used_memory', '12'],
    ]);
  });
});

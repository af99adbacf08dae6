import { silentLog } from '../log.js';
import { ReplayRefused } from './replay-errors.js';
import { Replays, type ReplaysSettings } from './replays.js';

describe('the replays of a service without read models', () => {
  const nothing = new Proxy({}, { get: () => () => Promise.reject(new Error('nothing is to be asked')) });
  const replays = new Replays({
    service: 'plain',
    namespace: 'acme',
    databaseUrl: '',
    dataSource: nothing as ReplaysSettings['dataSource'],
    connection: nothing as ReplaysSettings['connection'],
    models: [],
    announce: () => Promise.resolve(),
    committed: () => undefined,
    log: silentLog,
    now: () => new Date(0),
  });

  it('are none, and need no table', async () => {
    await replays.recover();
    await replays.verifyDeclarations();
    expect(await replays.list(10)).toEqual([]);
    expect(await replays.find('x')).toBeUndefined();
    expect(await replays.abort('x', 'user:x')).toBe(false);
    const request = { from: 'beginning', reason: 'r', actor: 'user:x' } as const;
    await expect(replays.start('totals', request)).rejects.toThrow(ReplayRefused);
    await replays.stop();
  });
});

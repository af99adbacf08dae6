import { drained } from './drained.js';
import { startSystem, stopSystems, type System } from './system.js';

describe('the query of a list', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem({ single: true });
  }, 120_000);
  afterAll(stopSystems, 60_000);

  it('takes a parameter without a value for one that was not given', async () => {
    const empty = '/api/audit/events?type=&subject=&correlationId=&cursor=&limit=';
    // Once what the services tell of their beginning is recorded.
    await drained(system);
    expect(await system.get(empty)).toEqual(await system.get('/api/audit/events'));
  });

  it.each(['limit=0', 'limit=many', 'cursor=-1', 'order=sideways', 'colour=red'])(
    'refuses %s and says so',
    async (query) => {
      const answer = await system.ask(`/api/audit/events?${query}`);
      expect(answer.status).toBe(400);
      const problem = answer.json<{ status: number; faults: string[] }>();
      expect(problem.status).toBe(400);
      expect(problem.faults.join()).toContain(query.split('=')[0]);
    },
  );

  it('refuses a character that no record can hold', async () => {
    const answer = await system.ask('/api/audit/events?type=%00');
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('NUL')]);
  });
});

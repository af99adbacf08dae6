import { RunningOrchestration } from '../testing/running-orchestration.js';

let service: RunningOrchestration;
beforeAll(async () => {
  service = await RunningOrchestration.start('schedules-api');
}, 60_000);
afterAll(() => service?.stop());

const PATH = '/api/orchestration/schedules';
interface Page {
  readonly items: { readonly id: string }[];
  readonly nextCursor?: string;
}

describe('schedules over REST', () => {
  it('are listed, page by page', async () => {
    const first = await service.get<Page>(`${PATH}?limit=1`);
    expect(first.body.items).toMatchObject([
      { id: 'daily-brief', capability: 'brief.daily', every: 'day', at: '07:00', timeZone: 'UTC', enabled: true },
    ]);
    const second = await service.get<Page>(`${PATH}?limit=1&cursor=${first.body.nextCursor}`);
    expect(second.body).toMatchObject({ items: [{ id: 'weekly-review', weekday: 1 }] });
    expect(second.body.nextCursor).toBeUndefined();
  });

  it('are changed, and turned off', async () => {
    const put = await service.put<object>(`${PATH}/daily-brief`, { at: '06:15', timeZone: 'America/New_York' });
    expect(put).toMatchObject({ status: 200, body: { at: '06:15', timeZone: 'America/New_York', every: 'day' } });
    const off = await service.put<object>(`${PATH}/daily-brief`, { enabled: false });
    expect(off.body).toMatchObject({ enabled: false, nextAt: null, at: '06:15' });
  });

  it.each([
    ['daily-brief', { at: '25:00' }, 422],
    ['daily-brief', { timeZone: 'Atlantis' }, 422],
    ['daily-brief', { every: 'week' }, 422],
    ['daily-brief', { weekday: 8 }, 422],
    ['nothing', { enabled: true }, 404],
  ])('of %s with %j are refused: %i', async (id, body, status) => {
    expect((await service.put(`${PATH}/${id}`, body)).status).toBe(status);
  });
});

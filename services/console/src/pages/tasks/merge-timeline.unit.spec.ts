import { mergeTimeline, ofSources, type StoryParts, type TaskLine } from './merge-timeline';

const NOTHING: StoryParts = { lines: [], steps: [], approvals: [], spends: [], events: [] };
const at = (second: number): string => `2026-11-29T10:00:${String(second).padStart(2, '0')}.000Z`;
const line = (seq: number, second: number, move: string, part: Partial<TaskLine> = {}): TaskLine => ({
  ...{ seq, at: at(second), move, state: 'running', waitsFor: null, actor: null, note: 'so', facts: null, ...part },
});
const spend = (part: object = {}) => ({
  ...{ key: 'task/t/1', state: 'committed', reason: 'within budget', category: 'llm', amountMinor: '500' },
  ...{ actualMinor: '430', currency: 'USD', decidedAt: at(2), settledAt: at(8), ...part },
});

describe('a task’s timeline of all sources', () => {
  it('is in the order of time, whoever told it', () => {
    const story = mergeTimeline({
      lines: [line(1, 0, 'queued'), line(2, 3, 'begin'), line(3, 7, 'succeed')],
      steps: [{ step: 'read', state: 'done', begunAt: at(3), doneAt: at(4) }],
      approvals: [
        {
          ...{ id: 'a', title: 'Give money back' },
          timeline: [
            { seq: 1, kind: 'ask', actor: 'agent:refunds', note: '', at: at(1) },
            { seq: 2, kind: 'approve', actor: 'user:owner', note: 'it is right', at: at(2) },
          ],
        },
      ],
      spends: [spend()] as StoryParts['spends'],
      events: [
        {
          position: '44',
          type: 'vw.orchestration.task.queued.v1',
          time: at(0),
          recordedAt: at(9),
          actor: null,
          subject: 't',
        },
      ],
    });
    expect(story.map(({ key }) => key)).toEqual([
      ...['task/1', 'event/44', 'approval/a/1', 'approval/a/2', 'task/t/1/decided', 'task/2', 'step/read', 'task/3'],
      'task/t/1/settled',
    ]);
  });

  it('keeps what one source told in one instant in its order', () => {
    const lines = [line(1, 5, 'queued'), line(2, 5, 'route'), line(10, 5, 'begin')];
    expect(mergeTimeline({ ...NOTHING, lines }).map(({ key }) => key)).toEqual(['task/1', 'task/2', 'task/10']);
  });

  it('compares instants, however they are written', () => {
    const lines = [
      line(1, 0, 'queued', { at: '2026-11-29T10:00:02Z' }),
      line(2, 0, 'begin', { at: '2026-11-29T10:00:02.500Z' }),
    ];
    const steps = [{ step: 's', state: 'begun' as const, begunAt: '2026-11-29T11:00:02.250+01:00', doneAt: null }];
    expect(mergeTimeline({ ...NOTHING, lines, steps }).map(({ key }) => key)).toEqual(['task/1', 'step/s', 'task/2']);
  });

  it.each([
    ['retry', 'warn'],
    ['fail', 'bad'],
    ['time_out', 'bad'],
    ['succeed', 'good'],
    ['route', 'none'],
    ['something_new', 'none'],
  ])('has a task’s %s stand out as %s', (move, tone) =>
    expect(mergeTimeline({ ...NOTHING, lines: [line(1, 0, move)] })[0]?.tone).toBe(tone),
  );

  it('says in words what it has no words for', () =>
    expect(mergeTimeline({ ...NOTHING, lines: [line(1, 0, 'something_new')] })[0]?.title).toBe('something new'));

  it('tells what was held, and what it came to; of what nobody counted, what was held', () => {
    const money = (part: object) =>
      mergeTimeline({ ...NOTHING, spends: [spend(part)] as StoryParts['spends'] }).map((one) => [
        one.title,
        one.money?.minor,
      ]);
    expect(money({})).toEqual([
      ['Budget reserved', '500'],
      ['Money spent', '430'],
    ]);
    expect(money({ state: 'released', actualMinor: undefined })).toEqual([
      ['Budget reserved', '500'],
      ['Budget released', '500'],
    ]);
    expect(money({ state: 'refused', settledAt: undefined })).toEqual([['Budget refused', '500']]);
  });

  it('leads from an event and an approval to its proof', () => {
    const events = [
      {
        position: '9',
        type: 'vw.dlq.event.dead_lettered.v1',
        time: null,
        recordedAt: at(1),
        actor: null,
        subject: null,
      },
    ];
    expect(mergeTimeline({ ...NOTHING, events })).toMatchObject([
      { to: '/events/9', title: 'Event dead lettered', at: at(1), tone: 'bad' },
    ]);
  });

  it('has an event say what it says in words, or whom it is about', () => {
    const event = (type: string, data?: Record<string, unknown>) => ({
      ...{ position: '1', type, time: at(1), recordedAt: at(1), actor: null, subject: '1001', ...(data && { data }) },
    });
    const text = (...events: ReturnType<typeof event>[]) =>
      mergeTimeline({ ...NOTHING, events }).map((one) => one.text);
    expect(text(event('vw.orchestration.task.waiting.v1', { needs: 'a person' }))).toEqual(['a person']);
    expect(text(event('vw.orchestration.task.queued.v1', { needs: 7 }))).toEqual(['']);
    expect(text(event('vw.shop.customer.updated.v1'))).toEqual(['1001']);
    expect(mergeTimeline({ ...NOTHING, events: [event('vw.shop.order.paid.v1')] })).toMatchObject([
      { text: '', order: '1001' },
    ]);
  });

  it('is narrowed to sources', () => {
    const story = mergeTimeline({
      ...NOTHING,
      lines: [line(1, 0, 'queued')],
      spends: [spend()] as StoryParts['spends'],
    });
    expect(ofSources(story, []).length).toBe(3);
    expect(ofSources(story, ['spend']).map(({ source }) => source)).toEqual(['spend', 'spend']);
  });
});

import { jest } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { AGAIN_AFTER_MS, Refresh } from './refresh';

const settled = (): Promise<unknown> => jest.advanceTimersByTimeAsync(0);
const PAID = new Set(['vw.shop.order.paid.v1']);

describe('what happened has questions asked again', () => {
  let client: QueryClient;
  let refresh: Refresh;
  let isSeen: boolean;
  const asked: Record<string, number> = {};
  const stops: (() => void)[] = [];

  const look = async (name: string, topics?: readonly string[]): Promise<void> => {
    asked[name] = 0;
    const observer = new QueryObserver(client, {
      queryKey: [name],
      queryFn: () => Promise.resolve((asked[name] = (asked[name] ?? 0) + 1)),
      staleTime: Infinity,
      ...(topics && { meta: { topics } }),
    });
    stops.push(observer.subscribe(() => undefined));
    await settled();
  };

  beforeEach(() => {
    jest.useFakeTimers();
    isSeen = true;
    client = new QueryClient();
    refresh = new Refresh(client, () => isSeen);
  });
  afterEach(() => {
    refresh.stop();
    for (const stop of stops.splice(0)) stop();
    client.clear();
    jest.useRealTimers();
  });

  it('those of its topics, and no others', async () => {
    await look('orders', ['shop.order']);
    await look('agents', ['orchestration']);
    await look('settings');
    await jest.advanceTimersByTimeAsync(AGAIN_AFTER_MS);
    refresh.after(PAID);
    await settled();
    expect(asked).toMatchObject({ orders: 2, agents: 1, settings: 1 });
  });

  it('at most once a second, and once after the last', async () => {
    await look('orders', ['shop.order']);
    for (let n = 0; n < 50; n += 1) {
      refresh.after(PAID);
      await jest.advanceTimersByTimeAsync(AGAIN_AFTER_MS / 10);
    }
    await jest.advanceTimersByTimeAsync(AGAIN_AFTER_MS);
    expect(asked['orders']).toBeGreaterThanOrEqual(5);
    expect(asked['orders']).toBeLessThanOrEqual(7);
  });

  it('all that have topics, when anything may have happened', async () => {
    await look('orders', ['shop.order']);
    await look('agents', ['orchestration']);
    await jest.advanceTimersByTimeAsync(AGAIN_AFTER_MS);
    refresh.after(undefined);
    await settled();
    expect(asked).toMatchObject({ orders: 2, agents: 2 });
  });

  it('only once they are looked at, in a tab that nobody sees', async () => {
    await look('orders', ['shop.order']);
    await jest.advanceTimersByTimeAsync(AGAIN_AFTER_MS);
    isSeen = false;
    refresh.after(PAID);
    await settled();
    expect([asked['orders'], client.getQueryState(['orders'])?.isInvalidated]).toEqual([1, true]);
  });
});

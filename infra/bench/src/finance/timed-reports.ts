import { signInternalToken } from '@vividwalls/platform';

/** Asks the finance service for what it tells by GET, as someone who may read it. @throws when the answer is none */
export function reportsOf(url: string, secret: string): (path: string) => Promise<unknown> {
  return async (path) => {
    const token = await signInternalToken({ actor: 'user:bench', scopes: ['finance:read'] }, secret, new Date());
    const response = await fetch(`${url}/api/finance/${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

/** Durations of one after the other, ms. */
export async function timesOf(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const start = performance.now();
    await work();
    samples.push(performance.now() - start);
  }
  return samples;
}

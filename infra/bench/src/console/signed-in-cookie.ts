import type { Cookie } from '@vividwalls/testing/browser';
import type { RunningSystem } from '../servers/running-system.js';

/** The cookie of a session of the owner. */
export async function signedInCookie({ run }: RunningSystem): Promise<Cookie> {
  const answer = await fetch(`${run.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-vw-console': '1' },
    body: JSON.stringify({ key: run.adminKey }),
  });
  const [pair = ''] = answer.headers.getSetCookie()[0]?.split(';') ?? [];
  const at = pair.indexOf('=');
  if (!answer.ok || at < 1) throw new Error(`Signing in was answered with ${answer.status}`);
  return {
    ...{ name: pair.slice(0, at), value: pair.slice(at + 1), domain: new URL(run.url).hostname, path: '/' },
    ...{ expires: -1, httpOnly: true, secure: false, sameSite: 'Strict' },
  };
}

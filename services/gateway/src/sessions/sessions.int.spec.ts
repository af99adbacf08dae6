import { Clock } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { ApiKeyPageView } from '../keys/key-views.js';
import { OWNERS_KEY, startGateway, type GatewayTrial } from '../testing/gateway-trial.js';
import { SESSION_S, SessionRows } from './session-rows.js';

const CONSOLE = { 'x-vw-console': '1' };
const JSON_BODY = { 'content-type': 'application/json' };
/** No key: the header that the trial would send is taken back. */
const NO_KEY = { authorization: '' };

class SetClock extends Clock {
  at = new Date('2026-11-29T08:00:00.000Z');
  now(): Date {
    return this.at;
  }
  pass(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1_000);
  }
}

const clock = new SetClock();
let trial: GatewayTrial;
beforeAll(async () => {
  trial = await startGateway('sessions', { SHOP_TIME_ZONE: 'America/New_York', SHOP_CURRENCY: 'EUR' }, clock);
}, 60_000);
afterAll(() => trial?.close());

const signIn = (key: string, headers: Record<string, string> = {}): Promise<Response> =>
  trial.ask('/api/session', {
    method: 'POST',
    headers: { ...NO_KEY, ...JSON_BODY, ...headers },
    body: JSON.stringify({ key }),
  });

/** The cookie as a browser sends it back. */
async function cookieOf(key: string): Promise<string> {
  const answer = await signIn(key);
  expect(answer.status).toBe(200);
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}

const asked = (cookie: string, path: string, init: RequestInit = {}): Promise<Response> =>
  trial.ask(path, { ...init, headers: { ...NO_KEY, cookie, ...init.headers } });
const statusOf = async (cookie: string, path = '/api/gateway/deliveries'): Promise<number> =>
  (await asked(cookie, path)).status;

async function problemOf(answer: Response): Promise<{ status: number; title: string; detail: string }> {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  return (await answer.json()) as { status: number; title: string; detail: string };
}

describe('signing in', () => {
  it('with the owner’s key opens everything, and says who is signed in and to what', async () => {
    const answer = await signIn(` ${OWNERS_KEY} `);
    const view = {
      ...{ actor: 'user:owner', scopes: ['*'], expiresAt: '2026-11-29T20:00:00.000Z' },
      ...{ shop: { timeZone: 'America/New_York', currency: 'EUR' }, version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    };
    expect(await answer.json()).toEqual(view);
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    expect(await (await asked(cookie, '/api/session')).json()).toEqual(view);
    expect(await statusOf(cookie)).toBe(200);
  });

  it('gives a cookie that scripts cannot read, that other sites do not send, and that keeps to TLS where there is some', async () => {
    const cookie = (await signIn(OWNERS_KEY)).headers.get('set-cookie');
    expect(cookie).toMatch(/^vw_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    const overTls = (await signIn(OWNERS_KEY, { 'x-forwarded-proto': 'https' })).headers.get('set-cookie');
    expect(overTls).toMatch(/; Secure$/);
  });

  it.each(['vw_nothing', '', 'x'.repeat(513)])('with a key that opens nothing is refused: %#', async (key) => {
    const answer = await signIn(key);
    expect([400, 401]).toContain(answer.status);
    expect(answer.headers.get('set-cookie')).toBeNull();
    await problemOf(answer);
  });

  it('is not for agents', async () => {
    const { key } = await trial.newKey({ name: 'robot', agentId: 'copywriter', scopes: ['finance:read'] });
    const answer = await signIn(key);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });

  it('keeps neither the key nor the token', async () => {
    const cookie = await cookieOf(OWNERS_KEY);
    const rows = await trial.service.app.get(DataSource).query<object[]>('SELECT * FROM sessions');
    const text = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(0);
    for (const secret of [OWNERS_KEY, cookie.split('=')[1]!]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(JSON.stringify(Buffer.from(secret).toJSON().data).slice(1, -1));
    }
  });
});

describe('a session', () => {
  it('may do what its key may, no more', async () => {
    const { key } = await trial.newKey({ name: 'anna', scopes: ['gateway:read'] });
    const cookie = await cookieOf(key);
    expect(await (await asked(cookie, '/api/session')).json()).toMatchObject({
      actor: 'key:anna',
      scopes: ['gateway:read'],
    });
    expect(await statusOf(cookie)).toBe(200);
    expect(await statusOf(cookie, '/api/gateway/keys')).toBe(403);
  });

  it('ends by signing out, at once and for good', async () => {
    const cookie = await cookieOf(OWNERS_KEY);
    const answer = await asked(cookie, '/api/session', { method: 'DELETE' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^vw_session=; .*Max-Age=0/);
    expect([await statusOf(cookie), await statusOf(cookie, '/api/session')]).toEqual([401, 204]);
    await problemOf(await asked(cookie, '/api/gateway/deliveries'));
  });

  it('ends with its key, revoked or expired', async () => {
    const expiresAt = new Date(clock.at.getTime() + 60_000).toISOString();
    const [leaver, guest] = [
      await trial.newKey({ name: 'leaver', scopes: ['gateway:read'] }),
      await trial.newKey({ name: 'guest', scopes: ['gateway:read'], expiresAt }),
    ];
    const [ofLeaver, ofGuest] = [await cookieOf(leaver.key), await cookieOf(guest.key)];
    expect([await statusOf(ofLeaver), await statusOf(ofGuest)]).toEqual([200, 200]);
    await trial.ask(`/api/gateway/keys/${leaver.id}`, { method: 'DELETE' });
    expect([await statusOf(ofLeaver), await statusOf(ofGuest)]).toEqual([401, 200]);
    clock.pass(61);
    expect(await statusOf(ofGuest)).toBe(401);
  });

  it('ends after its time, and is forgotten a while later', async () => {
    const cookie = await cookieOf(OWNERS_KEY);
    clock.pass(SESSION_S - 1);
    expect(await statusOf(cookie)).toBe(200);
    clock.pass(1);
    expect(await statusOf(cookie)).toBe(401);
    const rows = trial.service.app.get(SessionRows);
    expect(await rows.forget(new Date(clock.at.getTime() - 3_600_000))).toBe(0);
    expect(await rows.forget(new Date(clock.at.getTime() + 1_000))).toBeGreaterThan(0);
  });

  it('that is none opens nothing, and is told so', async () => {
    for (const cookie of ['vw_session=', 'vw_session=nonsense', `vw_session=${'x'.repeat(5_000)}`, 'other=1']) {
      expect(await statusOf(cookie, '/api/session')).toBe(204);
      expect((await problemOf(await asked(cookie, '/api/gateway/deliveries'))).status).toBe(401);
    }
  });

  it('changes something only with the console’s header, here and behind the door', async () => {
    const cookie = await cookieOf(OWNERS_KEY);
    const init = { method: 'POST', body: JSON.stringify({ name: 'made', scopes: ['finance:read'] }) };
    const without = await asked(cookie, '/api/gateway/keys', { ...init, headers: JSON_BODY });
    expect(without.status).toBe(403);
    expect((await problemOf(without)).detail).toContain('x-vw-console');
    const withIt = await asked(cookie, '/api/gateway/keys', { ...init, headers: { ...JSON_BODY, ...CONSOLE } });
    expect(withIt.status).toBe(201);
  });

  it('yields to a key: a wrong one beside it is refused', async () => {
    const cookie = await cookieOf(OWNERS_KEY);
    const answer = await asked(cookie, '/api/gateway/deliveries', { headers: { authorization: 'Bearer vw_wrong' } });
    expect(answer.status).toBe(401);
  });

  it('with a key is told in the list of keys: when it was last used, and whether it still opens anything', async () => {
    const { id, key } = await trial.newKey({ name: 'seen', scopes: ['gateway:read'] });
    const listed = async () => {
      const page = (await (await trial.ask('/api/gateway/keys?limit=1')).json()) as ApiKeyPageView;
      expect(page.owner).toEqual({ actor: 'user:owner', scopes: ['*'], setBy: 'VW_ADMIN_KEY', isYours: true });
      return page.items[0]!;
    };
    expect(await listed()).toMatchObject({ id, actor: 'key:seen', state: 'active', lastUsedAt: null });
    const usedAt = clock.at.toISOString();
    await cookieOf(key);
    clock.pass(59);
    await cookieOf(key);
    expect((await listed()).lastUsedAt).toBe(usedAt);
    clock.pass(1);
    await cookieOf(key);
    expect((await listed()).lastUsedAt).toBe(clock.at.toISOString());
    await trial.ask(`/api/gateway/keys/${id}`, { method: 'DELETE' });
    expect(await listed()).toMatchObject({ id, state: 'revoked' });
  });

  it('is counted by itself, and signing in by its address', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 80; n += 1) statuses.push((await signIn('vw_guess')).status);
    expect(statuses.slice(-10)).toEqual(Array.from({ length: 10 }, () => 429));
    clock.pass(60);
    expect((await signIn(OWNERS_KEY)).status).toBe(200);
  });
});

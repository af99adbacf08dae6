import { SignJWT } from 'jose';
import { InternalTokenPrincipals, InternalTokens, signInternalToken, TOKEN_LIFETIME_S } from './internal-token.js';
import { allows, bearerToken } from './principal.js';

const SECRET = 'a'.repeat(48);
const principals = new InternalTokenPrincipals(SECRET);
const asking = (authorization?: string) => ({ headers: { authorization } });
const owner = { actor: 'user:owner', scopes: ['*'] };

describe('scopes', () => {
  it.each([
    [['finance:read'], 'finance:read', true],
    [['finance:read'], 'finance:write', false],
    [['finance:*'], 'finance:write', true],
    [['finance:*'], 'audit:read', false],
    [['*'], 'audit:read', true],
    [[], 'audit:read', false],
    [['finance'], 'finance:read', false],
  ])('%j allows %s: %s', (scopes, scope, allowed) => {
    expect(allows({ actor: 'key:test', scopes }, scope)).toBe(allowed);
  });
});

describe('the bearer token', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer   abc ', 'abc'],
    ['Basic abc', undefined],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    [undefined, undefined],
  ])('of %j is %j', (header, token) => expect(bearerToken(asking(header))).toBe(token));
});

describe('the internal token', () => {
  it('carries actor and scopes from the gateway to a service', async () => {
    const token = await signInternalToken(owner, SECRET, new Date());
    expect(await principals.of(asking(`Bearer ${token}`))).toEqual(owner);
  });

  it('is refused when it is old, signed by another, changed, or for somebody else', async () => {
    const old = await signInternalToken(owner, SECRET, new Date(Date.now() - (TOKEN_LIFETIME_S + 60) * 1_000));
    const foreign = await signInternalToken(owner, 'b'.repeat(48), new Date());
    const genuine = await signInternalToken({ actor: 'key:n8n', scopes: [] }, SECRET, new Date());
    const [head, , signature] = genuine.split('.');
    const forged = Buffer.from(JSON.stringify({ sub: 'user:owner', scopes: ['*'] })).toString('base64url');
    const elsewhere = await new SignJWT({ scopes: ['*'] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('user:owner')
      .setIssuer('vividwalls/gateway')
      .setAudience('another system')
      .setExpirationTime('1m')
      .sign(new TextEncoder().encode(SECRET));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged}.`;
    for (const token of [old, foreign, `${head}.${forged}.${signature}`, elsewhere, unsigned, 'garbage', '']) {
      expect(await principals.of(asking(`Bearer ${token}`))).toBeUndefined();
    }
    expect(await principals.of(asking())).toBeUndefined();
  });

  it('is given again for some seconds, to the same caller with the same scopes alone', async () => {
    const tokens = new InternalTokens(SECRET);
    const at = (ms: number) => new Date(Date.UTC(2026, 10, 29) + ms);
    const first = await tokens.for(owner, at(0));
    expect(await tokens.for({ ...owner }, at(4_999))).toBe(first);
    const others = [
      await tokens.for({ ...owner, scopes: ['audit:read'] }, at(0)),
      await tokens.for({ ...owner, actor: 'key:x' }, at(0)),
      await tokens.for(owner, at(5_000)),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it('that was proved once is refused all the same when its time is over', async () => {
    let now = new Date();
    const patient = new InternalTokenPrincipals(SECRET, () => now);
    const authorization = `Bearer ${await signInternalToken(owner, SECRET, now)}`;
    expect([await patient.of(asking(authorization)), await patient.of(asking(authorization))]).toEqual([owner, owner]);
    now = new Date(now.getTime() + TOKEN_LIFETIME_S * 1_000);
    expect(await patient.of(asking(authorization))).toEqual(owner);
    now = new Date(now.getTime() + 6_000);
    expect(await patient.of(asking(authorization))).toBeUndefined();
    expect(await patient.of(asking(`${authorization}x`))).toBeUndefined();
  });

  it('is not remembered for ever: of very many the newest are', async () => {
    const tokens = new InternalTokens(SECRET);
    const now = new Date();
    const first = await tokens.for({ actor: 'key:0', scopes: [] }, now);
    for (let n = 1; n <= 1_000; n += 1) await tokens.for({ actor: `key:${n}`, scopes: [] }, now);
    const later = new Date(now.getTime() + 1_000);
    expect(await tokens.for({ actor: 'key:0', scopes: [] }, later)).not.toBe(first);
  });
});

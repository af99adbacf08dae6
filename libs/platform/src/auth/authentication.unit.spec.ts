import { SignJWT } from 'jose';
import { InternalTokenPrincipals, signInternalToken, TOKEN_LIFETIME_S } from './internal-token.js';
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
});

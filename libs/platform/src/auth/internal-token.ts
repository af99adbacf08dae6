import { jwtVerify, SignJWT } from 'jose';
import { bearerToken, Principals, type AuthenticatedRequest, type Principal } from './principal.js';

/** A token lives as long as one request may take; a leaked one is soon worthless. */
export const TOKEN_LIFETIME_S = 60;

/** Clocks of two machines may differ by this much. */
const CLOCK_TOLERANCE_S = 5;

const ISSUER = 'vividwalls/gateway';
const AUDIENCE = 'vividwalls/services';

/** Signs what the gateway found out about a caller, for the services behind it. HS256 over a shared secret. */
export function signInternalToken(principal: Principal, secret: string, now: Date): Promise<string> {
  const issuedAt = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ scopes: principal.scopes })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(principal.actor)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_LIFETIME_S)
    .sign(new TextEncoder().encode(secret));
}

/** A token is given again for this long: every one lives much longer than a request of its caller may take. */
const GIVEN_AGAIN_MS = 5_000;

/** Callers and tokens that are remembered; past it the oldest is forgotten. */
const REMEMBERED = 1_000;

/** The gateway's side: the same caller, with the same scopes, has the same token for some seconds, instead of one a request. */
export class InternalTokens {
  private readonly given = new Map<string, { readonly token: Promise<string>; readonly untilMs: number }>();

  constructor(private readonly secret: string) {}

  for(principal: Principal, now: Date): Promise<string> {
    const key = JSON.stringify([principal.actor, principal.scopes]);
    const known = this.given.get(key);
    if (known && known.untilMs > now.getTime()) return known.token;
    const token = signInternalToken(principal, this.secret, now);
    this.given.delete(key);
    remember(this.given, key, { token, untilMs: now.getTime() + GIVEN_AGAIN_MS });
    token.catch(() => this.given.delete(key));
    return token;
  }
}

function remember<V>(known: Map<string, V>, key: string, value: V): void {
  known.set(key, value);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value!);
}

/** Reads callers from the gateway's tokens. A wrong, old or foreign token is no caller at all; a genuine one is proved once. */
export class InternalTokenPrincipals extends Principals {
  private readonly secret: Uint8Array;
  private readonly proved = new Map<string, { readonly principal: Principal; readonly untilMs: number }>();

  constructor(
    secret: string,
    private readonly now: () => Date = () => new Date(),
  ) {
    super();
    this.secret = new TextEncoder().encode(secret);
  }

  async of(request: AuthenticatedRequest): Promise<Principal | undefined> {
    const token = bearerToken(request);
    if (!token) return undefined;
    const known = this.proved.get(token);
    if (known && known.untilMs > this.now().getTime()) return known.principal;
    try {
      const { payload } = await jwtVerify(token, this.secret, {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: ['HS256'],
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: this.now(),
        requiredClaims: ['sub', 'exp'],
      });
      const scopes = Array.isArray(payload['scopes']) ? payload['scopes'].map(String) : [];
      const principal = { actor: payload.sub!, scopes };
      remember(this.proved, token, { principal, untilMs: (payload.exp! + CLOCK_TOLERANCE_S) * 1_000 });
      return principal;
    } catch (_invalid) {
      this.proved.delete(token);
      // jose throws one class per way to be invalid; to the caller they are all the same refusal.
      return undefined;
    }
  }
}

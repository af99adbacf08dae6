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

/** Reads callers from the gateway's tokens. A wrong, old or foreign token is no caller at all. */
export class InternalTokenPrincipals extends Principals {
  private readonly secret: Uint8Array;

  constructor(secret: string) {
    super();
    this.secret = new TextEncoder().encode(secret);
  }

  async of(request: AuthenticatedRequest): Promise<Principal | undefined> {
    const token = bearerToken(request);
    if (!token) return undefined;
    try {
      const { payload } = await jwtVerify(token, this.secret, {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: ['HS256'],
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['sub', 'exp'],
      });
      const scopes = Array.isArray(payload['scopes']) ? payload['scopes'].map(String) : [];
      return { actor: payload.sub!, scopes };
    } catch (_invalid) {
      // jose throws one class per way to be invalid; to the caller they are all the same refusal.
      return undefined;
    }
  }
}

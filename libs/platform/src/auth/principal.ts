/** Who makes a request, and what they may do. */
export interface Principal {
  /** `user:owner`, `agent:<id>`, `key:<name>` */
  readonly actor: string;
  /** `finance:read`, `audit:read`, …; `*` is everything. */
  readonly scopes: readonly string[];
}

/** True when a principal's scopes include the one asked for: itself, its service's `finance:*`, or `*`. */
export function allows(principal: Principal, scope: string): boolean {
  const service = scope.slice(0, scope.indexOf(':'));
  return principal.scopes.some((held) => held === '*' || held === scope || held === `${service}:*`);
}

/** What a principal is read from: the parts of a request that authentication looks at. */
export interface AuthenticatedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  principal?: Principal;
}

/** How a service finds out who calls. The gateway knows API keys; every other service trusts the gateway's tokens. */
export abstract class Principals {
  /** The caller, or undefined when the request carries no valid proof of one. */
  abstract of(request: AuthenticatedRequest): Promise<Principal | undefined>;
}

/** The token of `Authorization: Bearer …`, or undefined. */
export function bearerToken(request: AuthenticatedRequest): string | undefined {
  const header = request.headers['authorization'];
  const match = typeof header === 'string' ? /^Bearer +([^\s]+) *$/i.exec(header) : null;
  return match?.[1];
}

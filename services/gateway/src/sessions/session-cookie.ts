/** The console's cookie. Scripts can't read it, and other sites' requests don't carry it. */
const NAME = 'vw_session';

/** Longer than any token; what is longer is not even hashed. */
const LONGEST = 200;

/** The token of a `Cookie` header; undefined when there is none. The first one counts, as browsers send the most specific first. */
export function sessionToken(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined;
  for (const part of header.split(';')) {
    const [name, ...value] = part.trim().split('=');
    if (name === NAME) return value.join('=').slice(0, LONGEST) || undefined;
  }
  return undefined;
}

export interface CookieTerms {
  /** The page came over TLS: the cookie then goes over nothing else. */
  readonly isSecure: boolean;
  readonly maxAgeS: number;
}

export const sessionCookie = (token: string, { isSecure, maxAgeS }: CookieTerms): string =>
  [
    `${NAME}=${token}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${maxAgeS}`,
    ...(isSecure ? ['Secure'] : []),
  ].join('; ');

export const noSessionCookie = (isSecure: boolean): string => sessionCookie('', { isSecure, maxAgeS: 0 });

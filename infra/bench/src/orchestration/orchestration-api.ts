import { signInternalToken } from '@vividwalls/platform';

/** Asks the orchestration service as a person who may do everything there. @throws when the answer is no success */
export type Ask = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<T>;

/** @param url of the service, which may differ from call to call: of a replica, or of one that was started anew */
export function askerOf(secret: string, url: () => string): Ask {
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const token = await signInternalToken({ actor: 'user:bench', scopes: ['orchestration:*'] }, secret, new Date());
    const response = await fetch(`${url()}/api/orchestration/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
}

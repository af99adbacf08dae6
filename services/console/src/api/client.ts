import createClient, { type Middleware } from 'openapi-fetch';
import createHooks from 'openapi-react-query';
import type { paths } from './openapi';
import { noAnswer, problemOf, tooLate } from './problem';

/** A page of another site can't send it: the door lets a session change things only with it. */
export const CONSOLE_HEADER = 'x-vw-console';

/** Told whenever the door says that nobody is signed in. */
let onSignedOut: () => void = () => undefined;

export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

const failures: Middleware = {
  async onResponse({ response, schemaPath }) {
    if (response.ok) return undefined;
    if (response.status === 401 && schemaPath !== '/api/session') onSignedOut();
    throw problemOf(response.status, await response.text());
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return tooLate(ANSWER_WITHIN_MS);
    return error instanceof TypeError ? noAnswer() : undefined;
  },
};

/** A service that hangs says nothing at all: who looks is told so, rather than shown grey lines. */
const ANSWER_WITHIN_MS = 30_000;
/** Reading the whole chain takes as long as the chain is. */
const SLOW = '/api/audit/verify';

function inTime(request: Request): Promise<Response> {
  if (new URL(request.url).pathname === SLOW) return fetch(request);
  return fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]) });
}

/**
 * The API, typed by its own OpenAPI document. An answer that is no success is thrown as ProblemError.
 * Same origin: the session's cookie goes along by itself.
 */
export const api = createClient<paths>({ baseUrl: '/', headers: { [CONSOLE_HEADER]: '1' }, fetch: inTime });
api.use(failures);

/** The same as hooks of TanStack Query: `$api.useQuery('get', path, { params }, { meta: { topics } })`. */
export const $api = createHooks(api);

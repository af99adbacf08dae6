import { once } from 'node:events';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

/** A service that does not begin to answer in this time is away. Once it has begun, silence is the reader's to judge. */
const BEGINS_WITHIN_MS = 5_000;

/** Opens a stream of a service. Resolves with its answer, whatever its status. @throws when it does not answer */
export async function openUpstream(
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  // A connection of its own: none is given back that carried a stream.
  const asked = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, { headers, signal, agent: false });
  const late = setTimeout(() => asked.destroy(new Error(`no answer in ${BEGINS_WITHIN_MS} ms`)), BEGINS_WITHIN_MS);
  try {
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    // The line may break at any time; whoever reads sees the end.
    asked.on('error', () => undefined);
    answer.on('error', () => undefined);
    return answer;
  } finally {
    clearTimeout(late);
  }
}

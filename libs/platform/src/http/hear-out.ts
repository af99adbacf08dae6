import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** What a sender has still to say is read up to here; whoever says more loses the line before the answer. */
const HEARD_OUT_BYTES = 32 * 1024 * 1024;
const HEARD_OUT_MS = 2_000;

/**
 * Has a body that is too large read to its end, and thrown away, before it is refused. A refusal in the middle closes the
 * line under the sender, who then sees a broken pipe instead of the 413 that says why.
 */
export function hearOutRefusedBodies(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply) => {
    if (reply.statusCode === 413 && !request.raw.complete) await readToEnd(request.raw);
  });
}

function readToEnd(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let heard = 0;
    const end = () => {
      clearTimeout(timer);
      request.off('data', count).off('end', end).off('close', end);
      resolve();
    };
    const count = (chunk: Buffer) => {
      if ((heard += chunk.length) > HEARD_OUT_BYTES) end();
    };
    const timer = setTimeout(end, HEARD_OUT_MS);
    request.on('data', count).once('end', end).once('close', end).resume();
  });
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CommandError } from '../../command-error.js';
import { ExitCode } from '../../exit-codes.js';

/** By this path the demo knows a workflow of its own again, whichever run left it behind. */
export const BROKEN_PATH = '/webhook/agents-demo-broken';

export interface BrokenWorkflow {
  readonly url: string;
  /** Calls that it got. */
  readonly calls: () => number;
  close(): Promise<void>;
}

/** A workflow that answers 500 to every call, on this machine. @throws CommandError when the port is taken */
export async function openBrokenWorkflow(port: number): Promise<BrokenWorkflow> {
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    request.resume();
    request.on('end', () => response.writeHead(500, { 'content-type': 'application/json' }).end('{"message":"Error"}'));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new CommandError(ExitCode.negative, `The broken workflow can't listen on port ${port}: ${error.message}`)),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BROKEN_PATH}`,
    calls: () => calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

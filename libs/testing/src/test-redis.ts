import { createConnection } from 'node:net';
import { testRunVariable } from './test-run.js';

export interface TestRedis {
  /** The address of a Redis database that no other Jest worker uses. */
  url: string;
  /** Removes every key of that database. */
  flush(): Promise<void>;
}

/** An empty Redis database for this spec file. */
export async function testRedis(): Promise<TestRedis> {
  const address = new URL(testRunVariable('VW_TEST_REDIS_URL'));
  // Spec files of one worker run one after the other.
  const database = Number(process.env.JEST_WORKER_ID ?? 0) % 64;
  address.pathname = `/${database}`;
  const flush = (): Promise<void> => converse(address, [`AUTH ${address.password}`, `SELECT ${database}`, 'FLUSHDB']);
  await flush();
  return { url: address.href, flush };
}

/** Sends inline commands, all of which must be answered with +OK. */
function converse(address: URL, commands: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: address.hostname, port: Number(address.port) });
    const expected = commands.length;
    let answer = '';
    socket.once('error', reject);
    socket.once('connect', () => socket.write(commands.map((command) => `${command}\r\n`).join('')));
    socket.on('data', (bytes) => {
      answer += bytes.toString();
      const lines = answer.split('\r\n').slice(0, -1);
      const refused = lines.find((line) => line !== '+OK');
      if (refused === undefined && lines.length < expected) return;
      socket.destroy();
      if (refused === undefined) resolve();
      else reject(new Error(`redis answered ${refused}`));
    });
  });
}

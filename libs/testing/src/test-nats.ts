import { type NatsServer, startNats } from '@vividwalls/local';
import { testFolder } from './test-run.js';

/**
 * Starts a nats-server that only this spec file uses. It can be killed (`kill9`) and started again (`start`, `restart`) on the
 * same port with the same store; `url` is the administrator's address, `userUrl('finance')` has a service's rights.
 * Stop it in `afterAll`; should the spec die, it dies too.
 */
export function startTestNats(): Promise<NatsServer> {
  return startNats({ home: testFolder('nats'), profile: 'test' });
}

/** Options for `connect` of the NATS client, which takes no credentials in addresses: they are lost without a word. */
export function natsOptions(url: string): { servers: string; user: string; pass: string } {
  const { host, username, password } = new URL(url);
  return { servers: host, user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}

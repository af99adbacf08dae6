import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import { Agent, buildConnector } from 'undici';
import type { AllowedHosts } from './allowed-hosts.js';

/** Largest answer that is read, bytes. */
export const ANSWER_BYTES_MAX = 1_048_576;

/** The name leads to an address that may not be called. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * Connections that go to checked addresses alone. A name is resolved once per connection, and the connection goes to what was
 * checked: a name that answers differently the second time (DNS rebinding) gains nothing.
 */
export function checkedAgent(allowed: AllowedHosts): Agent {
  const lookup = (hostname: string, options: LookupOptions, answer: Answer): void => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return answer(error, []);
      const wrong = addresses.find(({ address }) => !allowed.allowsAddress(address));
      if (wrong) return answer(new RefusedAddress(`${hostname} leads to ${wrong.address}`), []);
      const [first] = addresses;
      return options.all ? answer(null, addresses) : answer(null, first!.address, first!.family);
    });
  };
  const connect = buildConnector({ lookup });
  return new Agent({
    connect: (options, done) => {
      const host = options.hostname.replace(/^\[|\]$/g, '');
      // A literal address is never looked up.
      if (isIP(host) !== 0 && !allowed.allowsAddress(host)) {
        return done(new RefusedAddress(`${host} may not be called`), null);
      }
      return connect(options, done);
    },
    maxResponseSize: ANSWER_BYTES_MAX,
    connections: 64,
  });
}

import type { FaultyProxy } from '@vividwalls/testing';

/** The same address, but by way of the proxy. */
export function through(proxy: FaultyProxy, url: string): string {
  const address = new URL(url);
  address.hostname = '127.0.0.1';
  address.port = String(proxy.port);
  return address.href;
}

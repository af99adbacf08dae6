import { BlockList, isIP } from 'node:net';

/** Addresses that no call from outside should reach: loopback, private, link-local, shared, reserved, multicast. */
const NOT_PUBLIC: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  // Not ::/8: IPv4 addresses are checked as ::ffff:…, which lies in it.
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

const RANGE = /^[0-9a-f.:]+\/\d{1,3}$/i;

/**
 * Where calls may go. An entry is a host with its port (`n8n.example.com`, `n8n:5678`; without one, the scheme's), or a range
 * of addresses (`172.16.0.0/12`) that is allowed although it is not public. A host must be listed by its exact name; what
 * it resolves to must be public, or in a listed range, or be the listed host itself. Nothing is allowed by default.
 */
export class AllowedHosts {
  private readonly hosts = new Set<string>();
  private readonly refused = new BlockList();
  private readonly allowed = new BlockList();

  /**
   * @param setting the environment variable that holds the list, for messages
   * @throws on an entry that is neither
   */
  constructor(
    entries: readonly string[],
    private readonly setting: string,
  ) {
    for (const [address, prefix, family] of NOT_PUBLIC) this.refused.addSubnet(address, prefix, family);
    for (const entry of entries) {
      if (RANGE.test(entry)) this.allowRange(entry);
      else if (/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.test(entry)) this.hosts.add(entry.toLowerCase());
      else throw new Error(`${entry} is neither a host nor a range of addresses`);
    }
  }

  /** Why a call may not go there; undefined when it may, as far as its name says. */
  refusal(url: URL): string | undefined {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return `${url.protocol} is not http`;
    if (url.username !== '' || url.password !== '') return 'an address with a password in it';
    // `host` leaves the scheme's own port out; both spellings of it are the same place.
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    const listed = this.hosts.has(url.host) || (url.port === '' && this.hosts.has(`${url.hostname}:${port}`));
    return listed ? undefined : `${url.host} is not in ${this.setting}`;
  }

  /** Whether a connection to this address may be made. */
  allowsAddress(address: string): boolean {
    const plain = withoutMapping(address);
    const family = isIP(plain) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(plain) === 0) return false;
    if (!this.refused.check(plain, family)) return true;
    return this.allowed.check(plain, family) || this.isListed(plain);
  }

  private isListed(address: string): boolean {
    const literal = address.includes(':') ? `[${address}]` : address;
    return [...this.hosts].some((host) => host === literal || host.startsWith(`${literal}:`));
  }

  private allowRange(entry: string): void {
    const [address, prefix] = entry.split('/') as [string, string];
    this.allowed.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
}

/** `::ffff:10.0.0.1` is 10.0.0.1. */
function withoutMapping(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return mapped ? mapped[1]! : address;
}

/** What an entry of a list of hosts looks like, for the rules of a setting. */
export const ALLOWED_HOST = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$|^[0-9a-f.:]+\/\d{1,3}$/i;

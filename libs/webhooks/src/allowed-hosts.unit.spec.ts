import { AllowedHosts } from './allowed-hosts.js';

const hosts = new AllowedHosts(
  ['n8n.example.com', 'n8n:5678', '10.1.2.3:80', '[fd00::1]:80', '172.16.0.0/12', 'fd12::/16'],
  'HOSTS',
);

describe('a host', () => {
  it.each([
    ...['https://n8n.example.com/webhook/x', 'http://n8n.example.com/', 'https://N8N.example.com/', 'http://n8n:5678/'],
    ...['http://10.1.2.3/', 'http://10.1.2.3:80/', 'http://[fd00::1]/'],
  ])('%s is listed', (url) => {
    expect(hosts.refusal(new URL(url))).toBeUndefined();
  });

  it.each([
    ...[
      'http://n8n.example.com:8080/',
      'http://evil.n8n.example.com/',
      'http://n8n.example.com.evil.com/',
      'http://n8n/',
    ],
    ...[
      'http://10.1.2.4/',
      'http://0x0a.1.2.4/',
      'http://172.16.0.1/',
      'ftp://n8n.example.com/',
      'http://a:b@n8n:5678/',
    ],
  ])('%s is not', (url) => {
    expect(hosts.refusal(new URL(url))).toEqual(expect.any(String));
  });
});

describe('an address', () => {
  it.each([
    '93.184.215.14',
    '2606:2800:220::1',
    '172.20.0.5',
    '10.1.2.3',
    'fd12::7',
    '::ffff:93.184.215.14',
    'fd00::1',
  ])('%s may be called', (address) => {
    expect(hosts.allowsAddress(address)).toBe(true);
  });

  it.each([
    ...[
      '127.0.0.1',
      '10.0.0.1',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fd00::2',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:169.254.169.254',
      '64:ff9b::7f00:1',
      'no address',
    ],
  ])('%s may not', (address) => {
    expect(hosts.allowsAddress(address)).toBe(false);
  });
});

describe('the list', () => {
  it.each(['http://n8n', 'n8n/webhook', 'a b', '*.example.com'])('has no place for %s', (entry) => {
    expect(() => new AllowedHosts([entry], 'HOSTS')).toThrow(entry);
  });
});

import type { Secrets } from '../../home/secrets.js';
import { services } from '../../services.js';
import { natsConfiguration } from './configuration.js';

const passwords: Secrets['nats'] = {
  admin: 'a',
  users: Object.fromEntries(services.map(({ name }) => [name, name])),
};
const options = { folder: '/home/nats', port: 4222, passwords };
const member = {
  name: 'n2',
  cluster: 'three',
  routePort: 6002,
  routePorts: [6001, 6002, 6003],
  routePassword: 'secret',
};

describe('the configuration of a nats-server', () => {
  it('is that of a server of its own when it is no member', () => {
    const text = natsConfiguration(options);
    expect(text).toMatch(/^server_name: vividwalls\nlisten: "127.0.0.1:4222"\n/);
    expect(text).not.toContain('cluster');
  });

  it('gives a member its name and the way to the others, and nothing else that differs', () => {
    const text = natsConfiguration({ ...options, member });
    const block = /cluster \{\n[\s\S]*?\n\}\n/.exec(text)?.[0] ?? '';
    expect(block).toContain('listen: "127.0.0.1:6002"');
    expect(block).toContain(
      'routes: ["nats-route://route:secret@127.0.0.1:6001", "nats-route://route:secret@127.0.0.1:6003"]',
    );
    const alone = natsConfiguration(options);
    expect(text.replace(block, '').replace('server_name: n2', 'server_name: vividwalls')).toBe(alone);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { load } from 'js-yaml';
import { baseEnvironment, serviceEnvironments } from '../start/service-environment.js';
import { readSettings } from '../home/settings.js';
import type { Secrets } from '../home/secrets.js';
import { services } from '../services.js';
import { workspaceRoot } from '../workspace.js';
import { composeBrokerConfiguration } from './broker-configuration.js';

interface Container {
  image: string;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  build?: { context: string; target: string; args?: Record<string, string> };
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: unknown;
  restart?: string;
  depends_on?: Record<string, { condition: string }>;
}

const file = (...parts: string[]): string => readFileSync(join(workspaceRoot, ...parts), 'utf8');
const compose = load(file('docker-compose.yml')) as { services: Record<string, unknown>; volumes: object };
const containers = Object.entries(compose.services).map(([name, raw]): [string, Container] => [
  name,
  merged(raw) as unknown as Container,
]);
const container = (name: string): Container => containers.find(([other]) => other === name)?.[1] as Container;
const ONE_SHOT = ['migrate', 'nats-volume'];

/** Compose follows YAML's merge keys (`<<`), which YAML 1.2 readers leave as they are. */
function merged(raw: unknown): Record<string, unknown> {
  const { '<<': base, ...own } = raw as Record<string, unknown>;
  return { ...(base ? merged(base) : {}), ...own };
}

/** Settings of the shop and of single services, which `npm start` hands on where the operator has set them. */
const isOptional = (name: string): boolean => /^(SHOP|FINANCE|ORCHESTRATION|GOVERNANCE|AUDIT)_/.test(name);

/** Variables that the text takes from .env. */
function referenced(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<!\$)\$\{(\w+)/g)].map((match) => match[1] ?? ''))].sort();
}

describe('docker-compose.yml', () => {
  it('has every service of the registry, with the environment that npm start gives it', () => {
    const secrets = { internal: '', postgres: { roles: {} } } as unknown as Secrets;
    const servers = { database: 'postgres://db/vividwalls', natsUrl: () => '', redis: '' };
    const door = { adminKey: '', shopifySecrets: '', n8nSecret: '' };
    const wanted = serviceEnvironments(readSettings({}), secrets, servers, {}, door);
    // VW_HOME is a folder of the developer's machine; PORT is what compose publishes.
    const inContainersOnly = (name: string): boolean => name !== 'VW_HOME' && name !== 'PORT';
    for (const { name } of services) {
      const names = Object.keys(container(name).environment ?? {})
        .filter((variable) => !isOptional(variable))
        .sort();
      expect(names).toEqual(
        Object.keys(wanted[name] ?? {})
          .filter(inContainersOnly)
          .sort(),
      );
    }
  });

  it.each(services.map(({ name }) => name))(
    'passes %s exactly its own settings, none of which it must have',
    async (name) => {
      const { definition } = (await import(`@vividwalls/${name}`)) as { definition: { config: new () => object } };
      const environment = container(name).environment ?? {};
      const passed = Object.keys(environment).filter(isOptional).sort();
      expect(passed).toEqual(Object.keys(new definition.config()).filter(isOptional).sort());
      for (const setting of passed) expect(environment[setting]).toBe(`\${${setting}:-}`);
    },
  );

  it('leads the gateway to every other service', () => {
    const upstreams = services.filter(({ isDoor }) => !isDoor).map(({ name }) => `${name}=http://${name}:8080`);
    expect(container('gateway').environment?.VW_UPSTREAMS).toBe(upstreams.join(','));
  });

  it.each(containers)('pins, hardens and watches %s', (name, one) => {
    expect(one.image).toMatch(/:\d+\.\d+(\.\d+)?(-[a-z]+)?$/);
    expect(one.cap_drop).toEqual(['ALL']);
    if (name !== 'nats-volume') {
      expect(one.read_only).toBe(true);
      expect(one.user ?? 'node').not.toBe('root'); // Ours say USER node in the Dockerfile.
    }
    if (ONE_SHOT.includes(name)) expect(one.restart).toBe('no');
    else expect(one.healthcheck).toBeDefined();
  });

  it('publishes the gateway’s port only, on the loopback address by default', () => {
    const published = containers.filter(([, { ports }]) => ports).map(([name, { ports }]) => [name, ports]);
    expect(published).toEqual([['gateway', ['${VW_PUBLISH:-127.0.0.1}:${PORT:-8080}:8080']]]);
  });

  it('starts services once roles, schemas and streams are there', () => {
    for (const { name } of services) {
      expect(container(name).depends_on?.migrate).toEqual({ condition: 'service_completed_successfully' });
    }
    const given = Object.keys(container('migrate').environment ?? {});
    for (const { name } of services) {
      const prefix = `VW_${name.toUpperCase()}`;
      expect(given).toEqual(expect.arrayContaining([`${prefix}_PASSWORD`, `${prefix}_OWNER_PASSWORD`]));
    }
  });

  it('builds from a Dockerfile that has the stages it names', () => {
    const dockerfile = file('Dockerfile');
    for (const [, { build }] of containers) {
      if (!build) continue;
      expect(existsSync(join(workspaceRoot, build.context, 'Dockerfile'))).toBe(true);
      expect(dockerfile).toMatch(new RegExp(`^FROM \\S+ AS ${build.target}$`, 'm'));
      if (build.args?.SERVICE)
        expect(existsSync(join(workspaceRoot, 'services', build.args.SERVICE, 'package.json'))).toBe(true);
    }
    expect(dockerfile).toMatch(/^USER node$/m);
    for (const { name } of services) expect(dockerfile).toContain(`--workspace services/${name}`);
  });

  it('uses the Node that the workspace uses', () => {
    const { devDependencies } = JSON.parse(file('package.json')) as { devDependencies: Record<string, string> };
    expect(file('Dockerfile')).toContain(`ARG NODE_VERSION=${devDependencies.node}`);
  });

  it('mounts files that exist and volumes that are declared', () => {
    for (const [, { volumes }] of containers) {
      for (const volume of volumes ?? []) {
        const [source = ''] = volume.split(':');
        const isThere = source.startsWith('.') ? existsSync(join(workspaceRoot, source)) : source in compose.volumes;
        expect([volume, isThere]).toEqual([volume, true]);
      }
    }
  });

  it('takes from .env what the example names', () => {
    expect(Object.keys(parseEnv(file('infra', 'compose', 'example.env'))).sort()).toEqual(
      referenced(file('docker-compose.yml')),
    );
  });

  it('gives the broker the same users and rights as on a developer’s machine', () => {
    const configuration = file('infra', 'compose', 'nats.conf');
    expect(configuration).toBe(composeBrokerConfiguration());
    const passwords = [...configuration.matchAll(/\$(NATS_\w+)/g)].map((match) => match[1] ?? '').sort();
    expect(Object.keys(container('nats').environment ?? {}).sort()).toEqual(passwords);
  });

  it('sends nothing to the image that is secret or made here', () => {
    const ignored = file('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.env', '.vividwalls*', '**/node_modules', '**/dist', '.git']));
  });
});

describe('the environment of a service', () => {
  it('has none of the operator’s secrets but its own', () => {
    const base = baseEnvironment({
      PATH: '/bin',
      VW_ADMIN_KEY: 'k',
      AWS_SECRET_ACCESS_KEY: 's',
      VW_TEST_ORDER_RULES: '[]',
      SHOPIFY_WEBHOOK_SECRETS: 's',
      SHOP_TIME_ZONE: 'America/New_York',
      FINANCE_FEE_PPM: '0',
      ORCHESTRATION_ANYTHING: '1',
    });
    expect(base).toEqual({
      ...{ NODE_ENV: 'production', MALLOC_ARENA_MAX: '2', PATH: '/bin', VW_TEST_ORDER_RULES: '[]' },
      ...{ SHOP_TIME_ZONE: 'America/New_York', FINANCE_FEE_PPM: '0', ORCHESTRATION_ANYTHING: '1' },
    });
  });
});

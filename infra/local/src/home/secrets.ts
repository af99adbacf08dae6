import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from '../services.js';

/** Everything this installation must keep to itself, in VW_HOME/secrets.json. */
export interface Secrets {
  /** Names this installation among others on the same machine. */
  instance: string;
  postgres: { admin: string; roles: Record<string, { owner: string; service: string }> };
  nats: { admin: string; users: Record<string, string> };
  redis: string;
  /** Signs the tokens that the gateway hands to the services behind it. */
  internal: string;
  shopify: string;
  n8n: string;
}

/**
 * Reads the secrets of a home, making what is missing, so that a service added later gets its own at the next start.
 * The folder is made private (700) and the file too (600).
 */
export function loadSecrets(home: string): Secrets {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chmodSync(home, 0o700);
  const path = join(home, 'secrets.json');
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '{}';
  const secrets = complete(JSON.parse(before) as Partial<Secrets>);
  const after = `${JSON.stringify(secrets, null, 2)}\n`;
  if (after !== before) writePrivate(path, after);
  else chmodSync(path, 0o600);
  return secrets;
}

/** The operator's key: from `given` (VW_ADMIN_KEY), else the one kept in the home, else a new one. It is kept for the next start. */
export function loadAdminKey(home: string, given: string | undefined): string {
  const path = join(home, 'admin-key');
  const kept = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  const key = given || kept || `vw_admin_${randomBytes(24).toString('base64url')}`;
  if (key !== kept) writePrivate(path, `${key}\n`);
  else chmodSync(path, 0o600);
  return key;
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivate(path: string, content: string): void {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, content, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

function complete(found: Partial<Secrets>): Secrets {
  const roles = { ...found.postgres?.roles };
  const users = { ...found.nats?.users };
  for (const { name } of services) {
    roles[name] ??= { owner: secret(), service: secret() };
    users[name] ??= secret();
  }
  return {
    instance: found.instance ?? randomBytes(6).toString('hex'),
    postgres: { admin: found.postgres?.admin ?? secret(), roles },
    nats: { admin: found.nats?.admin ?? secret(), users },
    redis: found.redis ?? secret(),
    internal: found.internal ?? secret(),
    shopify: found.shopify ?? `shpss_${randomBytes(16).toString('hex')}`,
    n8n: found.n8n ?? `whsec_${randomBytes(24).toString('base64')}`,
  };
}

/** 192 bits, in characters that need no quoting in URLs, configuration files and SQL. */
function secret(): string {
  return randomBytes(24).toString('hex');
}

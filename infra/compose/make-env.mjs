// Writes .env for docker compose: example.env with every `change-me` replaced by a secret of its own. Keeps what is there.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, '../../.env'));

/** 192 bits; begins with a letter and needs no quoting in addresses and configuration files. */
const secret = () => `s${randomBytes(24).toString('hex')}`;
const SPECIAL = {
  VW_ADMIN_KEY: () => `vw_admin_${randomBytes(24).toString('base64url')}`,
  SHOPIFY_WEBHOOK_SECRETS: () => `shpss_${randomBytes(16).toString('hex')}`,
  N8N_WEBHOOK_SECRET: () => `whsec_${randomBytes(24).toString('base64')}`,
};

const present = existsSync(target) ? readFileSync(target, 'utf8') : '';
const names = new Set([...present.matchAll(/^(\w+)=/gm)].map((match) => match[1]));
const lines = readFileSync(join(here, 'example.env'), 'utf8')
  .split('\n')
  .filter((line) => !present || (/^\w+=/.test(line) && !names.has(line.split('=')[0])))
  .map((line) => line.replace(/^(\w+)=change-me$/, (_, name) => `${name}=${(SPECIAL[name] ?? secret)()}`));
const added = lines.filter((line) => /^\w+=/.test(line)).length;

writeFileSync(target, present + lines.join('\n') + (present && lines.length > 0 ? '\n' : ''), { mode: 0o600 });
chmodSync(target, 0o600);
console.log(added > 0 ? `${target}: ${added} values written` : `${target} is complete`);

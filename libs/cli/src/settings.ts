import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError, usageError } from './command-error.js';
import { ExitCode } from './exit-codes.js';
import type { Terminal } from './terminal.js';

/** This file lies in libs/cli/src, or compiled in libs/cli/dist. */
const WORKSPACE = fileURLToPath(new URL('../../../', import.meta.url));
const DEFAULT_PORT = '8080';

export interface GlobalOptions {
  readonly url?: string;
  readonly key?: string;
  readonly json?: boolean;
}

/** What the running system tells about itself in VW_HOME/run.json; every field may be missing. */
interface RunFacts {
  readonly url?: unknown;
  readonly gatewayUrl?: unknown;
  readonly adminKey?: unknown;
  readonly shopifySecrets?: unknown;
  readonly n8nSecret?: unknown;
}

/** Finds out which system a command talks to, and with which secrets. Nothing is read before it is needed. */
export class Settings {
  constructor(
    private readonly terminal: Terminal,
    private readonly options: GlobalOptions,
  ) {}

  /** VW_HOME, which counts from the workspace when relative, else `.vividwalls` here or in the workspace. */
  get home(): string {
    const given = this.terminal.env.VW_HOME;
    if (given) return resolve(WORKSPACE, given);
    const here = join(this.terminal.cwd, '.vividwalls');
    return existsSync(here) ? here : join(WORKSPACE, '.vividwalls');
  }

  /** The gateway, without a slash at its end: --url, else PORT, else the running system's, else port 8080. */
  get url(): string {
    const { PORT } = this.terminal.env;
    const running = this.run();
    const found =
      this.options.url ?? (PORT ? `http://127.0.0.1:${PORT}` : (text(running.url) ?? text(running.gatewayUrl)));
    const url = found ?? `http://127.0.0.1:${DEFAULT_PORT}`;
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
      throw usageError(`"${url}" is no address of a gateway; expected something like http://127.0.0.1:8080 (--url)`);
    }
    return url.replace(/\/+$/, '');
  }

  /** @throws CommandError refused, when there is none anywhere */
  get key(): string {
    const found =
      this.options.key ??
      (this.terminal.env.VW_ADMIN_KEY || this.file('admin-key')?.trim() || text(this.run().adminKey));
    if (found) return found;
    const places = `--key, VW_ADMIN_KEY or ${join(this.home, 'admin-key')}`;
    throw new CommandError(ExitCode.refused, `No key to sign in with. Give one by ${places}.`);
  }

  /** The secret that signs webhooks: the first of those the gateway accepts. */
  shopifySecret(given: string | undefined): string {
    const list = this.terminal.env.SHOPIFY_WEBHOOK_SECRETS || text(this.run().shopifySecrets);
    const found = given ?? (list?.split(',')[0]?.trim() || this.keptSecret());
    if (found) return found;
    const places = `--secret, SHOPIFY_WEBHOOK_SECRETS or ${join(this.home, 'secrets.json')}`;
    throw usageError(`No secret to sign webhooks with. Give one by ${places}.`);
  }

  /** The secret that signs agents' reports, when one is known here. */
  n8nSecret(): string | undefined {
    const list =
      this.terminal.env.N8N_WEBHOOK_SECRET || text(this.run().n8nSecret) || text(this.json('secrets.json').n8n);
    return list?.split(',')[0]?.trim() || undefined;
  }

  private keptSecret(): string | undefined {
    const secrets = this.json('secrets.json') as { shopifyWebhookSecrets?: unknown; shopify?: unknown };
    const list = Array.isArray(secrets.shopifyWebhookSecrets) ? (secrets.shopifyWebhookSecrets as unknown[]) : [];
    return text(list[0]) ?? text(secrets.shopify);
  }

  private run(): RunFacts {
    return this.json('run.json');
  }

  private json(name: string): Record<string, unknown> {
    const content = this.file(name);
    if (content === undefined) return {};
    try {
      const value: unknown = JSON.parse(content);
      return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
    } catch (error) {
      throw usageError(`${join(this.home, name)} is no JSON: ${(error as Error).message}`);
    }
  }

  private file(name: string): string | undefined {
    try {
      return readFileSync(join(this.home, name), 'utf8');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw usageError(`${join(this.home, name)} can't be read: ${message}`);
    }
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

import { join, resolve } from 'node:path';
import { workspaceRoot } from '../workspace.js';

/** What the environment says about this installation. */
export interface Settings {
  home: string;
  /** The public port. */
  port: number;
  /** The address the public port listens on. */
  bind: string;
  adminKey?: string;
  shopifySecrets?: string;
  n8nSecret?: string;
  logLevel: string;
  /** Servers of the operator's own, by kind. */
  external: { postgres?: string; nats?: string; redis?: string };
}

/** The environment is wrong; every fault is listed. */
export class SettingsError extends Error {}

const DEFAULT_PORT = 8080;
/** The gateway refuses shorter ones. */
const SHORTEST_KEY = 16;

/** Reads and checks the environment. Relative paths in VW_HOME count from the workspace. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const faults: string[] = [];
  const port = env.PORT ? Number(env.PORT) : DEFAULT_PORT;
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    faults.push(`PORT must be a number from 1 to 65535, not "${env.PORT}"`);
  if (env.VW_ADMIN_KEY && env.VW_ADMIN_KEY.length < SHORTEST_KEY) {
    faults.push(`VW_ADMIN_KEY must have ${SHORTEST_KEY} characters or more: it opens everything`);
  }
  const address = (name: string, schemes: string[]): string | undefined => {
    const value = env[name];
    if (!value) return undefined;
    const isFine = value.split(',').every((part) => URL.canParse(part) && schemes.includes(new URL(part).protocol));
    if (!isFine) faults.push(`${name} must be an address like ${schemes[0]}//user:password@host:port`);
    return value;
  };
  const postgres = address('DATABASE_URL', ['postgres:', 'postgresql:']);
  const nats = address('NATS_URL', ['nats:', 'tls:']);
  const redis = address('REDIS_URL', ['redis:', 'rediss:']);
  if (faults.length > 0)
    throw new SettingsError(`The environment is not right:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return {
    home: homeOf(env),
    port,
    bind: env.VW_BIND || '127.0.0.1',
    ...(env.VW_ADMIN_KEY && { adminKey: env.VW_ADMIN_KEY }),
    ...(env.SHOPIFY_WEBHOOK_SECRETS && { shopifySecrets: env.SHOPIFY_WEBHOOK_SECRETS }),
    ...(env.N8N_WEBHOOK_SECRET && { n8nSecret: env.N8N_WEBHOOK_SECRET }),
    logLevel: env.LOG_LEVEL || 'info',
    external: { ...(postgres && { postgres }), ...(nats && { nats }), ...(redis && { redis }) },
  };
}

/** Where data and secrets are kept. */
export function homeOf(env: NodeJS.ProcessEnv): string {
  return env.VW_HOME ? resolve(workspaceRoot, env.VW_HOME) : join(workspaceRoot, '.vividwalls');
}

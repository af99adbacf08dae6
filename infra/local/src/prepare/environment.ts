import { services } from '../services.js';
import type { RolePasswords } from './database.js';

/** What the preparation needs: the administrators' addresses, and the passwords that each service's roles shall have. */
export interface Preparation {
  databaseUrl: string;
  natsUrl: string;
  passwords: Record<string, RolePasswords>;
}

const serviceVariable = (name: string): string => `VW_${name.toUpperCase()}_PASSWORD`;
const ownerVariable = (name: string): string => `VW_${name.toUpperCase()}_OWNER_PASSWORD`;

/** @throws naming every variable that is missing */
export function readPreparation(env: NodeJS.ProcessEnv): Preparation {
  const missing: string[] = [];
  const required = (name: string): string => {
    if (!env[name]) missing.push(name);
    return env[name] ?? '';
  };
  const preparation = {
    databaseUrl: required('DATABASE_URL'),
    natsUrl: required('NATS_URL'),
    passwords: Object.fromEntries(
      services.map(({ name }) => [
        name,
        { service: required(serviceVariable(name)), owner: required(ownerVariable(name)) },
      ]),
    ),
  };
  if (missing.length > 0) throw new Error(`not set: ${missing.join(', ')}`);
  return preparation;
}

/** The opposite of {@link readPreparation}. */
export function preparationEnvironment({ databaseUrl, natsUrl, passwords }: Preparation): Record<string, string> {
  const roles = Object.entries(passwords).flatMap(([name, { service, owner }]) => [
    [serviceVariable(name), service],
    [ownerVariable(name), owner],
  ]);
  return { DATABASE_URL: databaseUrl, NATS_URL: natsUrl, ...(Object.fromEntries(roles) as Record<string, string>) };
}

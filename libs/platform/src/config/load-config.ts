import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

/** The environment is incomplete or wrong; the message lists every fault at once and never a value. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
  constructor(readonly faults: readonly string[]) {
    super(`The configuration has ${faults.length} fault(s):\n  ${faults.join('\n  ')}`);
  }
}

/** Reads a service's typed configuration from environment variables. Throws {@link ConfigFault}. */
export function loadConfig<C extends object>(type: new () => C, env: NodeJS.ProcessEnv): C {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const config = plainToInstance(type, given, { exposeDefaultValues: true });
  const faults = validateSync(config, { whitelist: true }).flatMap(({ property, constraints, value }) => {
    const missing = value === undefined ? `${property} is not set` : undefined;
    return missing ? [missing] : Object.values(constraints ?? {});
  });
  if (faults.length > 0) throw new ConfigFault(faults);
  return config;
}

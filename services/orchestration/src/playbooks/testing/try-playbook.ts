import { FIGURES, type FigureName, type FigureShown } from '@vividwalls/contracts';
import type { Requests, UnitOfWork } from '@vividwalls/messaging';
import type { ModuleRef } from '@nestjs/core';
import type { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { FigureReader } from '../../figures/figure-reader.js';
import { outputFaults } from '../../executors/output-schema.js';
import type { ExecutionRequest } from '../../executors/executor.js';
import { anAgent, aRequest, outputOf } from '../../executors/testing/requests.js';
import type { JsonObject } from '../../json.js';
import { registrySeed } from '../../registry/seeding/registry-seed.js';
import { ALL_PLAYBOOKS } from '../all-playbooks.js';
import { PlaybookExecutor } from '../engine/playbook.executor.js';
import { PlaybookRegistry } from '../engine/registry.js';

export const NOW = new Date('2026-11-22T10:00:00.000Z');

const capabilities = new Map(registrySeed().capabilities.map((capability) => [capability.name, capability]));

/** What only steps with effects ask for: a proposal that asks for it is a fault. */
const untouched = new Proxy(
  {},
  {
    get: () => {
      throw new Error('a proposal touches nothing');
    },
  },
);

/** Reading changes nothing, so that proposals may: there are no records, and no figure is known. */
const nothing = {
  run: (work: (tx: EntityManager) => unknown) =>
    work({
      query(sql: string) {
        if (!/^\s*(SET TRANSACTION READ ONLY|SELECT|WITH)\b/.test(sql)) throw new Error('a proposal touches nothing');
        return Promise.resolve([]);
      },
    } as unknown as EntityManager),
};
const unknown = {
  get(token: unknown) {
    if (token !== FigureReader) throw new Error('a proposal touches nothing');
    return { read: (names: readonly FigureName[]) => Promise.resolve(names.map(noData)) };
  },
};
const noData = (name: FigureName): FigureShown => ({
  ...{ name, unit: FIGURES[name].unit, value: null, reason: 'nobody is asked here', currency: null },
  ...{ from: '', to: '', asOf: '', source: '' },
});

const executor = new PlaybookExecutor(
  new PlaybookRegistry(ALL_PLAYBOOKS),
  nothing as UnitOfWork,
  unknown as unknown as ModuleRef,
  { now: () => NOW } as Clock,
  untouched as Requests,
);

/**
 * What the playbook of a seeded capability makes of an input, without any effect. What it makes is of the shape that the
 * capability promises, or this throws.
 */
export async function proposed(
  capability: string,
  input: JsonObject,
  settings: JsonObject = {},
  more: Partial<ExecutionRequest> = {},
): Promise<Record<string, unknown>> {
  const seeded = capabilities.get(capability);
  if (!seeded) throw new Error(`there is no capability ${capability} in the seed`);
  const wrong = outputFaults(seeded.inputSchema, input);
  if (wrong.length > 0) throw new Error(`${capability} takes no such input: ${wrong.join('; ')}`);
  const agent = anAgent({ executor: { kind: 'playbook', settings } });
  const request = aRequest({ agent, capability: seeded, input, mode: 'propose', ...more });
  const output = outputOf(await executor.execute(request, new AbortController().signal));
  const faults = outputFaults(seeded.outputSchema, output);
  if (faults.length > 0) throw new Error(`${capability} promises another shape: ${faults.join('; ')}`);
  return output as Record<string, unknown>;
}

/** The same, as the outcome: for what goes wrong. */
export function outcomeOf(capability: string, input: JsonObject, settings: JsonObject = {}) {
  const agent = anAgent({ executor: { kind: 'playbook', settings } });
  const request = aRequest({ agent, capability: capabilities.get(capability)!, input, mode: 'propose' });
  return executor.execute(request, new AbortController().signal).catch((error: Error & { code?: string }) => error);
}

/** Every capability that an agent may be given from the start. */
export const SEEDED = [...capabilities.values()];

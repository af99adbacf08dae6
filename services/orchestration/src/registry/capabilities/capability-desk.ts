import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, once } from '@vividwalls/platform';
import type { Changing } from '../agents/agent-desk.js';
import type { Capability } from '../capability.js';
import { isSameJson } from '../same-json.js';
import { assertExpected, noCapability, refuse } from '../registry-problems.js';
import { findCapabilities } from '../registry-rows.js';
import { lockRegistry } from '../registry-version.js';
import { RegistryWriter } from '../registry-writer.js';
import { capabilityFaults } from './capability-faults.js';
import type { CapabilityBody } from './capability-requests.js';

/** Makes and changes capabilities. Agents that have one have it as it is from their next piece of work on. */
@Injectable()
export class CapabilityDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 409 when it was changed meanwhile, 422 with every fault of its schemas and its rule */
  put(name: string, { expectedVersion, ...body }: CapabilityBody, { actor, keyed }: Changing): Promise<Capability> {
    // Plain, whatever classes the request was read into.
    const asked = { name, ...(JSON.parse(JSON.stringify(body)) as typeof body) };
    return this.unitOfWork.run(async (tx) => {
      const at = this.clock.now();
      await once(tx, keyed, at, async () => {
        await lockRegistry(tx);
        const before = (await findCapabilities(tx)).get(name);
        assertExpected(`The capability ${name}`, before?.version, expectedVersion);
        const capability: Capability = { ...asked, version: (before?.version ?? 0) + 1 };
        refuse(`The capability ${name}`, capabilityFaults(capability));
        const change = changeOf(before, capability);
        if (change !== undefined) {
          await this.writer.write(tx, { capabilities: [{ is: capability, change }] }, { actor, at });
        }
        return { name };
      });
      const capability = (await findCapabilities(tx)).get(name);
      if (!capability) throw noCapability(name);
      return capability;
    });
  }
}

function changeOf(before: Capability | undefined, after: Capability): string | undefined {
  if (!before) return 'made';
  const names = (Object.keys(after).sort() as (keyof Capability)[]).filter(
    (name) => name !== 'version' && !isSameJson(before[name], after[name]),
  );
  return names.length === 0 ? undefined : `${names.join(', ')} changed`;
}

import type { EntityManager } from 'typeorm';
import type { Capability } from '../capability.js';

/** A capability as it was since a change. */
export interface CapabilityVersion {
  readonly version: number;
  readonly change: string;
  readonly actor: string;
  readonly recordedAt: Date;
  readonly capability: Capability;
}

/** Versions of a capability, the newest first, below a version. */
export function listCapabilityVersions(
  reader: Pick<EntityManager, 'query'>,
  name: string,
  below: number | null,
  limit: number,
): Promise<CapabilityVersion[]> {
  return reader.query<CapabilityVersion[]>(
    `SELECT version, change, actor, recorded_at AS "recordedAt", definition AS capability FROM capability_versions
     WHERE capability = $1 AND ($2::integer IS NULL OR version < $2) ORDER BY version DESC LIMIT $3`,
    [name, below, limit],
  );
}

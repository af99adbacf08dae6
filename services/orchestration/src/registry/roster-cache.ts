import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Agent } from './agent.js';
import type { Capability } from './capability.js';
import { AGENT_JSON, CAPABILITY_JSON } from './registry-json.js';
import { rosterOf } from './roster-snapshot.js';
import { Rosters, type Roster } from './roster.js';

/**
 * A state by its version and by the transaction that wrote it: a version that was read inside of a transaction which was then
 * rolled back is another one than the version of the same number that came instead.
 */
const STATE = `version::text || '/' || xmin::text`;

const READ_STATE = `SELECT ${STATE} AS state FROM registry_state`;

/** One statement, and so one snapshot: version, agents and capabilities belong together. */
const LOAD = `SELECT ${STATE} AS state, version,
  (SELECT coalesce(json_agg(${AGENT_JSON}), '[]') FROM agents) AS agents,
  (SELECT coalesce(json_agg(${CAPABILITY_JSON}), '[]') FROM capabilities) AS capabilities
FROM registry_state`;

interface Loaded {
  readonly state: string;
  readonly roster: Roster;
}

type Reader = NonNullable<Parameters<Rosters['current']>[0]>;

/** The newest roster in memory: one row is read for each use, and everything only when that row says that it changed. */
@Injectable()
export class RosterCache extends Rosters {
  private loaded: Loaded | undefined;

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {
    super();
  }

  async current(tx: Reader = this.dataSource): Promise<Roster> {
    const [row] = (await tx.query(READ_STATE)) as unknown as { state: string }[];
    if (this.loaded?.state === row!.state) return this.loaded.roster;
    const loaded = await load(tx);
    this.loaded = loaded;
    return loaded.roster;
  }
}

async function load(tx: Reader): Promise<Loaded> {
  const [row] = (await tx.query(LOAD)) as unknown as {
    readonly state: string;
    readonly version: string;
    readonly agents: Agent[];
    readonly capabilities: Capability[];
  }[];
  const { state, version, agents, capabilities } = row!;
  return { state, roster: rosterOf(Number(version), agents, capabilities) };
}

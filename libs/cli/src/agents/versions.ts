import type { AgentVersionShown, CapabilityVersionShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { changesOf, versionsText, type Version } from '../history/versions.js';
import { agentPath, capabilityPath } from './agents-api.js';

const PAGE_SIZE = 100;

/** Who changed an agent, and what, newest first. Exit code 5 when there is none of that id. */
export const agentVersions: Action<{ limit: number }> = (context, { limit }, [id]) =>
  versions<AgentVersionShown>(context, `${agentPath(id!)}/versions`, limit, ({ agent }) => agent);

/** Who changed a capability, and what, newest first. Exit code 5 when there is none so named. */
export const capabilityVersions: Action<{ limit: number }> = (context, { limit }, [name]) =>
  versions<CapabilityVersionShown>(context, `${capabilityPath(name!)}/versions`, limit, ({ capability }) => capability);

type Kept = Pick<AgentVersionShown, 'version' | 'change' | 'actor' | 'recordedAt'>;

async function versions<T extends Kept>(
  { api, output }: Parameters<Action<object>>[0],
  path: string,
  limit: number,
  thing: (kept: T) => object & { readonly version: number },
): Promise<void> {
  // One more than is shown: what the oldest of them changed shows beside the one before it.
  const kept = await api.list<T>(path, {}, limit + 1, PAGE_SIZE);
  const all = kept.map((one): Version => {
    const { version, ...is } = thing(one);
    return { version, change: one.change, actor: one.actor, at: one.recordedAt, is };
  });
  const changes = changesOf(all).slice(0, limit);
  const items = changes.map((found, index) => ({ ...kept[index]!, changes: found }));
  output.result({ items }, () => versionsText(output, all, changes));
}

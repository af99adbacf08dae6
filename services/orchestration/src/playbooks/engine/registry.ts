import type { JsonObject } from '../../json.js';
import { ExecutorFailure } from '../../executors/outcome.js';
import type { Playbook } from './playbook.js';

/** For capabilities that have no playbook of their own. */
export const FALLBACK_PLAYBOOK = 'outline';

/** The playbook that a run uses, with the settings of its variant under those of the executor. */
export interface ChosenPlaybook {
  readonly playbook: Playbook;
  readonly settings: JsonObject;
}

/** The playbooks there are, by name. */
export class PlaybookRegistry {
  private readonly byName: ReadonlyMap<string, Playbook>;
  private readonly byCapability: ReadonlyMap<string, Playbook>;

  /** Throws on a name or a capability that two have: it would be chance which of them runs. */
  constructor(playbooks: readonly Playbook[]) {
    this.byName = unique(playbooks, ({ name }) => name);
    this.byCapability = unique(
      playbooks.filter(({ capability }) => capability !== null),
      ({ capability }) => capability!,
    );
  }

  get(name: string): Playbook | undefined {
    return this.byName.get(name);
  }

  get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  /**
   * The one that the settings name, else the one for the capability, else the fallback. An agent's settings hold for all
   * that it does, so a variant that this playbook doesn't have is its default; one that no playbook has is a mistake.
   */
  choose(capability: string, settings: JsonObject): ChosenPlaybook {
    const fault = this.fault(settings);
    if (fault) throw new ExecutorFailure(fault.code, fault.message, { retryable: false });
    const { playbook: name, variant, ...own } = settings;
    const playbook =
      this.byName.get(String(name)) ?? this.byCapability.get(capability) ?? this.byName.get(FALLBACK_PLAYBOOK);
    if (!playbook) {
      throw new ExecutorFailure('unknown_playbook', `there is no playbook for ${capability}`, { retryable: false });
    }
    const varied = typeof variant === 'string' ? playbook.variants?.[variant] : undefined;
    return { playbook, settings: { ...varied, ...own } };
  }

  /** What is wrong with an executor's settings; looked at when a run begins, and when the service starts. */
  fault(settings: JsonObject): { readonly code: string; readonly message: string } | undefined {
    const { playbook, variant } = settings;
    if (playbook !== undefined && !this.byName.has(String(playbook))) {
      return { code: 'unknown_playbook', message: `there is no playbook ${JSON.stringify(playbook)}` };
    }
    if (variant !== undefined && ![...this.byName.values()].some(({ variants }) => variants?.[String(variant)])) {
      return { code: 'unknown_playbook', message: `no playbook has a variant ${JSON.stringify(variant)}` };
    }
    return undefined;
  }
}

function unique(playbooks: readonly Playbook[], keyOf: (playbook: Playbook) => string): Map<string, Playbook> {
  const found = new Map<string, Playbook>();
  for (const playbook of playbooks) {
    const key = keyOf(playbook);
    if (found.has(key)) throw new Error(`two playbooks for ${key}: ${found.get(key)!.name} and ${playbook.name}`);
    found.set(key, playbook);
  }
  return found;
}

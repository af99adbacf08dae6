import type { ActName } from '@vividwalls/contracts';
import type { JsonObject } from '../json.js';

/** What an act may do to the world: nothing, something in our own records, something that others see. */
export const EFFECTS = ['none', 'internal', 'external'] as const;
export type Effects = (typeof EFFECTS)[number];

/** The most sensitive data that the work sees. */
export const DATA_CLASSES = ['public', 'internal', 'personal', 'payment'] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** How the outputs of a legacy agent and of its successor are compared; the settings are those of the comparator. */
export interface ComparatorChoice {
  readonly name: string;
  readonly settings?: JsonObject;
}

/**
 * The act that a task of the capability is, as governance is asked about it. Facts by name, each CEL over the task
 * (`input`, `context`, `subject`, `customerType`, …); one that can't be evaluated is not known, and a policy that needs it holds.
 */
export interface CapabilityAct {
  readonly act: ActName;
  readonly facts: Readonly<Record<string, string>>;
}

/** Something that can be done, with what goes in and what comes out. Agents have capabilities; a task asks for one. */
export interface Capability {
  /** `order.triage`; lower case, words separated by dots and hyphens. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema (draft 2020-12) of the input; an object. */
  readonly inputSchema: JsonObject;
  readonly outputSchema: JsonObject;
  readonly effects: Effects;
  readonly dataClass: DataClass;
  /** Whether what it does can be taken back. */
  readonly reversible: boolean;
  readonly comparator: ComparatorChoice;
  /**
   * Whether governance is asked before it begins: never; always, or when a rule (CEL, over the task) holds, as the act
   * `capability.run`; or always, as an act of its own. Governance's policies say then whether a person must say yes.
   */
  readonly approval: 'never' | 'always' | { readonly when: string } | CapabilityAct;
  /** Longest run of one try, milliseconds. */
  readonly timeoutMs: number;
  readonly version: number;
}

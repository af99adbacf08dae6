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
  /** Whether a person must say yes before it begins: never, always, or when a rule (CEL, over the task) holds. */
  readonly approval: 'never' | 'always' | { readonly when: string };
  /** Longest run of one try, milliseconds. */
  readonly timeoutMs: number;
  readonly version: number;
}

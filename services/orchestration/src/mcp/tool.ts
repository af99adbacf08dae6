import { z } from 'zod';
import type { Agent } from '../registry/agent.js';
import type { Caller } from './caller.js';
import { ToolRefusal } from './calls/tool-refusal.js';
import type { McpScope } from './scopes.js';
import type { ToolSources } from './tool-sources.js';

/** What a tool does to the world: it reads; or it does something, once per key however often it is called. */
export type ToolEffect = 'reads' | 'does_once_per_key';

/** One call, as a tool sees it. */
export interface ToolCall {
  readonly caller: Caller;
  /** Of the roster, at work; null when a person calls. */
  readonly agent: Agent | null;
  /** Aborted when whoever called is gone. */
  readonly signal: AbortSignal;
  readonly sources: ToolSources;
}

/** What a tool found or did: as its output schema says, and in words for a model. */
export interface ToolResult<T> {
  readonly result: T;
  readonly text: string;
}

interface Described {
  /** `read_kpi`: what callers call it. */
  readonly name: string;
  readonly title: string;
  /** For the model that decides whether to call it. */
  readonly description: string;
  readonly scope: McpScope;
  /** `agents`: what it does is an agent's own business; a person's key is refused. */
  readonly callers: 'agents' | 'everybody';
  readonly effect: ToolEffect;
}

export interface ToolDefinition<I extends z.ZodObject, O extends z.ZodObject> extends Described {
  /** Everything in it has bounds. What it does not name is refused. */
  readonly input: I;
  /** What of a result is told: fields that it does not name are left out. */
  readonly output: O;
  run(args: z.output<I>, call: ToolCall): Promise<ToolResult<z.input<O>>>;
}

/** A tool, ready to be listed and called. */
export interface Tool extends Described {
  /** JSON Schema 2020-12. */
  readonly inputSchema: JsonSchema;
  readonly outputSchema: JsonSchema;
  /** @throws ToolRefusal */
  call(args: unknown, call: ToolCall): Promise<ToolResult<Record<string, unknown>>>;
}

export type JsonSchema = { readonly type: 'object'; readonly [field: string]: unknown };

/** Gives a definition its types, and makes its schemas once. */
export function defineTool<I extends z.ZodObject, O extends z.ZodObject>(definition: ToolDefinition<I, O>): Tool {
  const { input, output, run, ...described } = definition;
  return {
    ...described,
    inputSchema: schemaOf(input, 'input'),
    outputSchema: schemaOf(output, 'output'),
    call: async (args, call) => {
      const read = input.safeParse(args);
      if (!read.success) throw badArguments(read.error);
      const { result, text } = await run(read.data, call);
      return { result: output.parse(result), text };
    },
  };
}

/** The agent that calls. @throws ToolRefusal when a person does */
export function theAgent({ agent }: ToolCall): Agent {
  if (!agent) throw new ToolRefusal('not_an_agent', 'This is for agents: call with the key of one.');
  return agent;
}

function schemaOf(schema: z.ZodObject, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { io, target: 'draft-2020-12' }) as unknown as JsonSchema;
}

const FAULTS_SHOWN = 10;

function badArguments({ issues }: z.ZodError): ToolRefusal {
  const faults = issues.slice(0, FAULTS_SHOWN).map(({ path, message }) => ({
    pointer: path.map((part) => `/${String(part).slice(0, 64)}`).join(''),
    message,
  }));
  const worded = faults.map(({ pointer, message }) => `${pointer || 'the arguments'}: ${message}`).join('; ');
  return new ToolRefusal('bad_arguments', `The arguments have faults. ${worded}`, { faults });
}

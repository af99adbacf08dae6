import { Inject, Injectable } from '@nestjs/common';
import { allows, LOG, Problem, type Log } from '@vividwalls/platform';
import type { Agent } from '../../registry/agent.js';
import { Rosters } from '../../registry/roster.js';
import type { Caller } from '../caller.js';
import type { Tool, ToolResult } from '../tool.js';
import { TOOLS } from '../tools/all-tools.js';
import { ToolSources } from '../tool-sources.js';
import { argumentsDigest } from './arguments-digest.js';
import { CallLimit } from './call-limit.js';
import { CallRecords, type CallRecord } from './call-records.js';
import { ToolRefusal } from './tool-refusal.js';

/** A call as it comes. */
export interface AskedCall {
  readonly caller: Caller;
  readonly name: string;
  readonly args: unknown;
  readonly signal: AbortSignal;
}

type Ended = ToolResult<Record<string, unknown>> | { readonly refusal: ToolRefusal };

/** In the audit, instead of a name that anybody could have written. */
const UNKNOWN = 'unknown';

/**
 * Lists and calls tools. A call is *counted* against its caller's minute, *looked at* (is the caller an agent at work, is the tool
 * within the scopes of the key, are the arguments sound), *run*, and *recorded*; only then is it answered. Whatever stops it on the
 * way is recorded as well.
 *
 * Without the database nothing is counted, so nothing is run. When it goes away while a tool runs, what the tool did stays and the
 * call fails: tools do what they do once per key, so whoever calls again gets the answer, and the record.
 */
@Injectable()
export class ToolDesk {
  constructor(
    private readonly sources: ToolSources,
    private readonly rosters: Rosters,
    private readonly limit: CallLimit,
    private readonly records: CallRecords,
    @Inject(LOG) private readonly log: Pick<Log, 'error'>,
  ) {}

  /** What the caller may call. @throws ToolRefusal for an agent that is not at work */
  async list(caller: Caller): Promise<Tool[]> {
    await this.agentOf(caller);
    return TOOLS.filter((tool) => isFor(tool, caller));
  }

  /** @throws ToolRefusal, or why the call could not be recorded */
  async call({ caller, name, args, signal }: AskedCall): Promise<ToolResult<Record<string, unknown>>> {
    const began = performance.now();
    const tool = TOOLS.find((one) => one.name === name);
    const ended = await this.run(tool, { caller, name, args, signal });
    const told = tool?.name ?? UNKNOWN;
    await this.records.keep({
      ...{ caller, tool: told, argumentsDigest: argumentsDigest(told, args) },
      ...{ durationMs: Math.round(performance.now() - began), ...outcomeOf(ended) },
    });
    if ('refusal' in ended) throw ended.refusal;
    return ended;
  }

  private async run(tool: Tool | undefined, { caller, name, args, signal }: AskedCall): Promise<Ended> {
    try {
      const retryAfterS = await this.limit.admit(caller.actor);
      if (retryAfterS !== undefined) throw this.overLimit(retryAfterS);
      const agent = await this.agentOf(caller);
      if (!tool) throw new ToolRefusal('unknown_tool', `There is no tool ${name.slice(0, 64)}.`);
      assertWithin(tool, caller);
      return await tool.call(args, { caller, agent, signal, sources: this.sources });
    } catch (error) {
      return { refusal: this.refusalOf(error) };
    }
  }

  /** Null for people. @throws ToolRefusal for an agent that the roster does not have at work */
  private async agentOf({ agentId }: Caller): Promise<Agent | null> {
    if (agentId === null) return null;
    const agent = (await this.rosters.current()).agents.get(agentId);
    if (agent?.status === 'active') return agent;
    const status = agent ? `is ${agent.status}` : 'is not in the registry';
    throw new ToolRefusal('not_at_work', `The agent ${agentId} ${status}.`);
  }

  private overLimit(retryAfterS: number): ToolRefusal {
    const message = `The limit is ${this.limit.perMinute} calls a minute. Come back in ${retryAfterS} s.`;
    return new ToolRefusal('over_limit', message, { retryAfterS, limitPerMinute: this.limit.perMinute });
  }

  private refusalOf(error: unknown): ToolRefusal {
    if (error instanceof ToolRefusal) return error;
    if (error instanceof Problem && error.getStatus() === 404)
      return new ToolRefusal('not_found', error.detail ?? error.title);
    if (error instanceof Problem && error.getStatus() < 500)
      return new ToolRefusal('bad_arguments', error.detail ?? error.title);
    this.log.error('a tool failed', { error });
    return new ToolRefusal('internal', 'It failed on our side. Call again, under the same key where there is one.');
  }
}

const isFor = (tool: Tool, caller: Caller): boolean =>
  allows(caller, tool.scope) && (tool.callers === 'everybody' || caller.agentId !== null);

function assertWithin(tool: Tool, caller: Caller): void {
  const { name, scope } = tool;
  if (!allows(caller, scope))
    throw new ToolRefusal('out_of_scope', `This key may not call ${name}: it needs the scope ${scope}.`, { scope });
  if (!isFor(tool, caller)) throw new ToolRefusal('not_an_agent', `${name} is for agents: call with the key of one.`);
}

function outcomeOf(ended: Ended): Pick<CallRecord, 'outcome' | 'reason'> {
  if (!('refusal' in ended)) return { outcome: 'answered' };
  const { isFailure, reason } = ended.refusal;
  return { outcome: isFailure ? 'failed' : 'refused', reason };
}

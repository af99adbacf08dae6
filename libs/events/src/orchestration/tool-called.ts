import { IsInt, Matches, Min } from 'class-validator';
import { Event } from '../core/event-decorator.js';
import { IsId, IsIdOrNull, IsOneOf, IsOptional, IsText } from '../core/rules.js';

/** What became of a call: it was answered, or refused before anything was done, or it failed while it was done. */
export const TOOL_CALL_OUTCOMES = ['answered', 'refused', 'failed'] as const;
export type ToolCallOutcome = (typeof TOOL_CALL_OUTCOMES)[number];

@Event('vw.orchestration.tool.called.v1', 'Somebody called a tool at /mcp. Refused calls are told too.')
export class ToolCalled {
  /** `agent:sales-director`, `key:console`. */
  @IsId() caller!: string;
  /** Null when a person called. */
  @IsIdOrNull() agentId!: string | null;
  /** Name of the tool; `unknown` when there is none of the name that was called. */
  @IsText(64) tool!: string;
  @IsOneOf(TOOL_CALL_OUTCOMES) outcome!: ToolCallOutcome;
  /** Why it was refused or failed: a word of the catalogue in docs/mcp.md. */
  @IsOptional() @IsText(64) reason?: string;
  @IsInt() @Min(0) durationMs!: number;
  /** SHA-256 (hex) of the tool's name and arguments as canonical JSON; the arguments themselves are nowhere in it. */
  @Matches(/^[0-9a-f]{64}$/) argumentsDigest!: string;
}

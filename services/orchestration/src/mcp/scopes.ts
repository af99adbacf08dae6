import { allows } from '@vividwalls/platform';
import type { Caller } from './caller.js';

/** What a key may be given of `/mcp`. `mcp:*` is all of it. */
export const MCP_SCOPES = ['mcp:knowledge', 'mcp:tasks', 'mcp:report', 'mcp:spend', 'mcp:propose', 'mcp:kpi'] as const;
export type McpScope = (typeof MCP_SCOPES)[number];

/** Whether a caller has anything to look for at `/mcp`. */
export const hasAnyScope = (caller: Caller): boolean => MCP_SCOPES.some((scope) => allows(caller, scope));

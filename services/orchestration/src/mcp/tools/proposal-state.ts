import { approvalState, approvalUnanswered } from '@vividwalls/contracts';
import { z } from 'zod';
import { defineTool, theAgent } from '../tool.js';
import { approvalShown, shownApproval } from './approval-shown.js';
import { key, namespaced } from './fields.js';

export const proposalState = defineTool({
  name: 'proposal_state',
  title: 'How a proposal stands',
  description: 'What became of an action that you proposed under this key. Changes nothing.',
  scope: 'mcp:propose',
  callers: 'agents',
  effect: 'reads',
  input: z.strictObject({ key }),
  output: approvalShown,
  async run({ key: own }, call) {
    const question = { key: namespaced(theAgent(call).id, own) };
    const options = { fallback: approvalUnanswered(question), actor: call.caller.actor, signal: call.signal };
    return shownApproval(await call.sources.requests.ask(approvalState, question, options), own);
  },
});

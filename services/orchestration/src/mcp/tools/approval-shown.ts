import { APPROVAL_VERDICTS, type ApprovalAnswer } from '@vividwalls/contracts';
import { z } from 'zod';
import type { ToolResult } from '../tool.js';

/** What governance says, as both tools about proposals show it. */
export const approvalShown = z.object({
  verdict: z.enum(APPROVAL_VERDICTS),
  mayAct: z.boolean().describe('Whether it is leave to do exactly what was proposed. Everything else is no'),
  reason: z.string(),
  key: z.string(),
  approvalId: z.string().optional(),
  digest: z.string().optional().describe('Of the act that was proposed under this key'),
  expiresAt: z.string().optional().describe('When a person must have decided'),
  useBy: z.string().optional().describe('Until when the leave may be used'),
  decidedBy: z.array(z.string()).optional(),
});

/** Said with every answer, because a model that forgets it does harm. */
const NOT_DONE = 'Nothing was done by asking.';

export function shownApproval(answer: ApprovalAnswer, own: string): ToolResult<z.input<typeof approvalShown>> {
  const { verdict, reason, decidedBy, ...rest } = answer;
  const mayAct = verdict === 'free' || verdict === 'approved';
  return {
    result: { ...rest, verdict, reason, mayAct, key: own, ...(decidedBy && { decidedBy: [...decidedBy] }) },
    text: `${verdict}: ${reason}. ${NOT_DONE} ${mayAct ? 'You may do exactly this.' : 'You may not do it now.'}`,
  };
}

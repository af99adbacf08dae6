import { Injectable } from '@nestjs/common';
import { authorizeSpend, type SpendDecision, type SpendQuestion } from '@vividwalls/contracts';
import { Answers, type AnswerContext } from '@vividwalls/messaging';
import { requestOf } from './request-of.js';
import { SpendDesk } from './spend-desk.js';

/**
 * Answers other services. What is wrong with a question is a refusal here, not an error: whoever asks must not spend, and the
 * reason says why. Only what could not be decided is an error, and then the asker's fallback holds, which is a refusal too.
 */
@Injectable()
export class SpendAnswers {
  constructor(private readonly desk: SpendDesk) {}

  @Answers(authorizeSpend)
  async authorise(question: SpendQuestion, { signal }: AnswerContext): Promise<SpendDecision> {
    const { key } = question;
    const result = requestOf(question);
    if ('faults' in result) {
      const reason = result.faults.map(({ pointer, message }) => `${pointer} ${message}`).join('; ');
      return { decision: 'refused', reason, key };
    }
    const answer = await this.desk.authorise(result.request, signal);
    return 'decision' in answer ? answer.decision : { decision: 'refused', reason: answer.conflict, key };
  }
}

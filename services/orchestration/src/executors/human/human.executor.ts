import { Injectable } from '@nestjs/common';
import { answered } from '../answered.js';
import type { ExecutionOutcome, ExecutionRequest, Executor } from '../executor.js';
import { failed, succeeded } from '../outcome.js';

/** A task in the console: it waits for a person, until the deadline, after which everybody sees that it is overdue. */
@Injectable()
export class HumanExecutor implements Executor {
  readonly kind = 'human';

  async execute(request: ExecutionRequest): Promise<ExecutionOutcome> {
    // What a person spends an hour on is no comparison in the background.
    if (request.mode === 'propose')
      return failed('cannot_propose', 'nobody is asked for a proposal', { retryable: false });
    if (request.resumedBy !== null) return succeeded(answered(request.resumedBy), {});
    return { kind: 'waiting', for: 'person', until: request.deadline, cost: {} };
  }
}

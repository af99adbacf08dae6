import { pause } from '../backoff.js';
import { contractName, type RequestContract } from './contract.js';
import { ABORTED_GRACE_MS } from './limits.js';
import { RequestCancelled, RequestError, RequestTimedOut } from './request-errors.js';

/** What a handler's run came to. */
export type RunOutcome =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Nobody waits for it any more: the asker cancelled, or its deadline passed. */
  | { readonly kind: 'abandoned'; readonly reason: RequestError };

interface Running {
  readonly contract: RequestContract;
  readonly controller: AbortController;
  readonly done: Promise<unknown>;
}

/** The handlers that run in this process, by the address of their answer, which nobody but asker and answerer knows. */
export class RunningQuestions {
  private readonly running = new Map<string, Running>();

  get size(): number {
    return this.running.size;
  }

  has(address: string): boolean {
    return this.running.has(address);
  }

  countOf(contract: RequestContract): number {
    const name = contractName(contract);
    return [...this.running.values()].filter((one) => contractName(one.contract) === name).length;
  }

  /** Runs a handler until it is done; its signal is aborted `waitMs` from now at the latest. Never throws. */
  run(
    contract: RequestContract,
    address: string,
    waitMs: number,
    handle: (signal: AbortSignal) => Promise<unknown>,
  ): Promise<RunOutcome> {
    const controller = new AbortController();
    const { signal } = controller;
    const timer = setTimeout(
      () => controller.abort(new RequestTimedOut(contract, 'the deadline passed while it was answered')),
      waitMs,
    );
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    const done = outcomeOf(handle, signal).finally(() => {
      clearTimeout(timer);
      this.running.delete(address);
    });
    this.running.set(address, { contract, controller, done });
    return done;
  }

  /** Aborts the handler of a question that its asker has given up; does nothing when it does not run here. */
  cancel(address: string): void {
    const running = this.running.get(address);
    running?.controller.abort(new RequestCancelled(running.contract, 'cancelled by the asker'));
  }

  /** Waits until all are done; those that are not after `graceMs` are aborted and waited for a moment more. */
  async finish(graceMs: number): Promise<void> {
    if (await this.doneWithin(graceMs)) return;
    for (const { controller } of this.running.values()) controller.abort(new Error('the answering process stops'));
    await this.doneWithin(ABORTED_GRACE_MS);
  }

  private async doneWithin(ms: number): Promise<boolean> {
    const over = new AbortController();
    const done = Promise.all([...this.running.values()].map((one) => one.done));
    await Promise.race([done, pause(ms, over.signal)]);
    over.abort();
    return this.running.size === 0;
  }
}

async function outcomeOf(handle: (signal: AbortSignal) => Promise<unknown>, signal: AbortSignal): Promise<RunOutcome> {
  const abandoned = () => (signal.reason instanceof RequestError ? signal.reason : undefined);
  try {
    const answer = await handle(signal);
    const reason = abandoned();
    return reason ? { kind: 'abandoned', reason } : { kind: 'answered', answer };
  } catch (error) {
    const reason = abandoned();
    return reason ? { kind: 'abandoned', reason } : { kind: 'failed', error };
  }
}

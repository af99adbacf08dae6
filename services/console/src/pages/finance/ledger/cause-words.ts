export interface Cause {
  /** What it says beyond the kind of its entry; empty when that is all. */
  readonly words: string;
  /** Shopify's id. */
  readonly orderId?: string;
  readonly taskId?: string;
}

const OF_COMMISSION = /^commission:[a-z-]+:(\d+):/;
const OF_SPEND = /^spend:task\/([0-9a-f-]{36})\//;

/** What an entry came from: `refund:3001` is `refund 3001`; orders and tasks are told apart, so that they can be led to. */
export function causeOf(cause: string): Cause {
  const orderId = OF_COMMISSION.exec(cause)?.[1];
  if (orderId !== undefined) return { words: '', orderId };
  const taskId = OF_SPEND.exec(cause)?.[1];
  if (taskId !== undefined) return { words: '', taskId };
  const [what, ...which] = cause.split(':');
  return { words: which.length === 0 ? '' : `${what} ${which.join(':')}` };
}

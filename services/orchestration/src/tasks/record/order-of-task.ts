/** The order that a task is about, where it names one beside its subject, which mostly is the customer; the index has the same words. */
export const ORDER_OF_TASK = `coalesce(context->>'orderId', input->>'orderId')`;

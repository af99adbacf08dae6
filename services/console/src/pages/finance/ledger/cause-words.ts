/** `refund:3001` is `refund 3001`; a cause that says no more than the kind is nothing. */
export function causeWords(cause: string): string {
  const [what, ...which] = cause.split(':');
  return which.length === 0 ? '' : `${what} ${which.join(':')}`;
}

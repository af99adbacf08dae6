/** A body that is JSON but not what its topic promises. Names the place (RFC 6901 pointer), never the value there. */
export class UnexpectedShape extends Error {
  override readonly name = 'UnexpectedShape';

  constructor(
    readonly pointer: string,
    readonly problem: string,
  ) {
    super(`${pointer || 'body'} ${problem}`);
  }
}

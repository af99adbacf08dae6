/** An event with which its process died each time it was handled alone; there is no other error to show. */
export class KillsItsProcess extends Error {
  override readonly name = 'KillsItsProcess';
  constructor(deaths: number) {
    super(`begun alone ${deaths} times without coming to an outcome: the process dies of it`);
    this.stack = undefined;
  }
}

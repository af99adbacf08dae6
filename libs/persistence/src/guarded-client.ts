import pg from 'pg';
import { arrayLiteral } from './array-literal.js';
import { beginWith } from './begin-with.js';

const BEGIN = 'START TRANSACTION';
const END = /^(?:COMMIT|ROLLBACK)$/;

type Callback = (error: Error | null, result: pg.QueryResult) => void;
type AnyQuery = (...args: unknown[]) => unknown;

/**
 * A client whose end is never an unhandled error. A pool takes its own listener off a client at the moment it hands it out, and
 * whoever asked puts one on a turn later: a session that the server ends in between, as when it shuts down while sessions are
 * being opened, would end the process. Whoever uses the client hears of it anyway, by the query that fails.
 *
 * It writes arrays of plain values itself ({@link arrayLiteral}).
 *
 * And a client that begins a transaction with its first statement, in one round trip: a `START TRANSACTION` is answered at once
 * and *owed*, then sent with what comes next, and nothing was begun where an end comes next. That statement hears why, when it
 * cannot begin. A transaction sees and holds nothing before its first statement, so nobody can tell the difference.
 */
export class GuardedClient extends pg.Client {
  private owesBegin = false;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
    // Assigned and not overridden: the driver's overloads are many, and this is none of them.
    this.query = this.queryOwing.bind(this, super.query.bind(this) as AnyQuery) as typeof this.query;
  }

  private queryOwing(plain: AnyQuery, ...args: unknown[]): unknown {
    if (Array.isArray(args[1])) args[1] = args[1].map(withLiteral);
    const [asked, values, callback] = args;
    const isPromised = typeof values !== 'function' && callback === undefined;
    if (asked === BEGIN && isPromised) {
      this.owesBegin = true;
      return Promise.resolve(nothing(BEGIN));
    }
    if (!this.owesBegin) return plain(...args);
    this.owesBegin = false;
    if (typeof asked === 'string' && END.test(asked) && isPromised) return Promise.resolve(nothing(asked));
    if (isQuery(asked)) return plain(beginWith(asked), ...args.slice(1));
    const { text, name } = typeof asked === 'string' ? { text: asked, name: undefined } : (asked as pg.QueryConfig);
    // Several statements in one text have no way to go in the message that the transaction begins in.
    if (!isPromised || text.includes(';')) return (plain(BEGIN) as Promise<unknown>).then(() => plain(...args));
    return new Promise((resolve, reject) => {
      const done: Callback = (error, result) => (error ? reject(error) : resolve(result));
      const config = { text, ...(name && { name }), queryMode: 'extended' };
      plain(beginWith(new pg.Query(config, values as unknown[], done as never) as never));
    });
  }
}

const isQuery = (asked: unknown): asked is Parameters<typeof beginWith>[0] =>
  typeof (asked as { submit?: unknown }).submit === 'function';

const withLiteral = (value: unknown) => (Array.isArray(value) ? (arrayLiteral(value) ?? value) : value);

const nothing = (command: string) => ({ command, rowCount: null, oid: 0, rows: [], fields: [] });

import { run } from '../run.js';
import { FakeGateway, type Answer, type Seen } from './fake-gateway.js';
import { fakeTerminal, type Surroundings } from './fake-terminal.js';

type Replying = (request: Seen) => Answer | Promise<Answer>;

/** By `METHOD path`; several answers are given one after the other, the last one again and again. What is not named is not found. */
export type AnswersByRequest = Readonly<Record<string, Answer | Replying | readonly Answer[]>>;

export type Answers = AnswersByRequest | Replying;

/** A gateway of a spec's own, and `vw` run against it. Called once, at the top of a spec. */
export function vwAgainstGateway() {
  const gateway = new FakeGateway();
  beforeAll(() => gateway.open());
  afterAll(() => gateway.close());
  beforeEach(() => void (gateway.seen.length = 0));

  /** Runs one command line, given in words or in one text. */
  async function vw(args: string | readonly string[], answers: Answers = {}, given: Surroundings = {}) {
    gateway.answer = typeof answers === 'function' ? answers : byRequest(answers);
    const terminal = fakeTerminal(given);
    const words = typeof args === 'string' ? args.split(' ') : args;
    const code = await run([...words, '--url', gateway.url, '--key', 'a-key'], terminal);
    return { code, out: terminal.out(), err: terminal.err() };
  }

  /** Bodies that were sent, in the order in which they came. */
  const bodies = (method = 'POST'): unknown[] => gateway.seen.filter((one) => one.method === method).map(bodyOf);

  /** The body of the newest request. */
  const sent = () => bodyOf(gateway.seen.at(-1)!) as Record<string, unknown>;

  return { gateway, vw, bodies, sent };
}

/** The same answer to whatever is asked. */
export const always = (answer: Answer) => (): Answer => answer;

const bodyOf = ({ body }: Seen): unknown => JSON.parse(body.toString('utf8'));

function byRequest(answers: AnswersByRequest): Replying {
  const times = new Map<string, number>();
  return (request) => {
    const name = `${request.method} ${request.path}`;
    const given = answers[name] ?? { status: 404, json: { title: 'Not known here' } };
    if (typeof given === 'function') return given(request);
    if (!isSeveral(given)) return given;
    const time = times.get(name) ?? 0;
    times.set(name, time + 1);
    return given[Math.min(time, given.length - 1)]!;
  };
}

const isSeveral = (given: Answer | readonly Answer[]): given is readonly Answer[] => Array.isArray(given);

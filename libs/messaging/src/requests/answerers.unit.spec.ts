import { type AnswerContext, Answers, answererOf, answerersOf, assertSound } from './answerers.js';
import { defineRequest } from './contract.js';

const contract = (service: string, name: string) =>
  defineRequest<{ n: number }, number>({ service, name, deadlineMs: 100, faultsOf: () => [] });
const double = contract('sums', 'numbers.double');
const triple = contract('sums', 'numbers.triple');
const foreign = contract('books', 'pages.count');
const context: AnswerContext = { signal: new AbortController().signal, deadline: new Date(0) };

class Sums {
  private readonly factor = 2;

  @Answers(double)
  double({ n }: { n: number }): Promise<number> {
    return Promise.resolve(n * this.factor);
  }

  get trap(): never {
    throw new Error('an accessor was read');
  }
}

class MoreSums extends Sums {
  @Answers(triple)
  triple({ n }: { n: number }, { deadline }: AnswerContext): Promise<number> {
    return Promise.resolve(n * 3 + deadline.getTime());
  }
}

describe('answerers of instances', () => {
  it('are the decorated methods, bound, inherited ones too', async () => {
    const found = answerersOf([new MoreSums()]);
    expect(found.map(({ name, contract: { name: contractName } }) => [name, contractName])).toEqual([
      ['MoreSums.triple', 'numbers.triple'],
      ['MoreSums.double', 'numbers.double'],
    ]);
    const answers = await Promise.all(found.map(({ handle }) => handle({ n: 4 }, context)));
    expect(answers).toEqual([12, 8]);
  });

  it('come once for an instance that is known under two names', () => {
    const sums = new Sums();
    expect(answerersOf([sums, sums, {}, Object.create(null) as object])).toHaveLength(1);
  });
});

describe('the answerers of a service', () => {
  it('are sound when each contract of it is answered once', () => {
    expect(() => assertSound('sums', answerersOf([new MoreSums()]))).not.toThrow();
  });

  it('are refused with every fault', () => {
    const answerers = [
      ...answerersOf([new Sums(), new MoreSums()]),
      answererOf('Pages.count', foreign, () => Promise.resolve(1)),
    ];
    const check = () => assertSound('sums', answerers);
    expect(check).toThrow('sums/numbers.double is answered by both Sums.double and MoreSums.double');
    expect(check).toThrow('Pages.count answers books/pages.count, which is another service’s');
  });
});

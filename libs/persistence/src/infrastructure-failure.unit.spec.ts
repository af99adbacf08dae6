import { isInfrastructureFailure } from './infrastructure-failure.js';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('a failure of the infrastructure', () => {
  it.each([
    ['refused connection', withCode('ECONNREFUSED'), true],
    ['server shutting down', withCode('57P01'), true],
    ['too many connections', withCode('53300'), true],
    ['disk full', withCode('53100'), true],
    ['connection failure', withCode('08006'), true],
    ['serialization failure', withCode('40001'), true],
    ['deadlock', withCode('40P01'), true],
    ['session lost without a code', new Error('Connection terminated unexpectedly'), true],
    ['no connection free', new Error('timeout exceeded when trying to connect'), true],
    [
      'session lost between two statements',
      new Error(
        'Database connection provided by a query runner was already released, cannot continue to use its querying methods',
      ),
      true,
    ],
    ['code inside the driver error', Object.assign(new Error('x'), { driverError: { code: '57P03' } }), true],
    ['unique violation', withCode('23505'), false],
    ['check violation', withCode('23514'), false],
    ['no permission', withCode('42501'), false],
    ['statement timed out', withCode('57014'), false],
    ['a bug of ours', new TypeError('undefined is not a function'), false],
    ['no error at all', 'text', false],
  ])('%s', (_what, error, expected) => expect(isInfrastructureFailure(error)).toBe(expected));
});

import { BadRequestException } from '@nestjs/common';
import { Problem, problemDocument } from './problem.js';
import { toProblem } from './problem.filter.js';

describe('an error as a problem', () => {
  it('stays what it is when it is a problem already', () => {
    const problem = new Problem(409, 'Replay refused', 'Taken before.', { faults: [] }, { 'retry-after': '1' });
    expect(toProblem(problem)).toBe(problem);
    expect(problemDocument(problem, '/x')).toEqual({
      type: 'about:blank',
      title: 'Replay refused',
      status: 409,
      detail: 'Taken before.',
      instance: '/x',
      faults: [],
    });
  });

  it('names every fault of a query', () => {
    const problem = toProblem(new BadRequestException({ message: ['limit must be a number', 'cursor is wrong'] }));
    expect(problem.getStatus()).toBe(400);
    expect(problem.extensions).toEqual({ faults: ['limit must be a number', 'cursor is wrong'] });
  });

  it('keeps the status of a body that is too large', () => {
    const tooLarge = Object.assign(new Error('Request body is too large'), { statusCode: 413 });
    expect(problemDocument(toProblem(tooLarge), '/x')).toMatchObject({ status: 413, title: 'Payload Too Large' });
  });

  it.each(['22021', '22P05'])('blames a text that no record can hold on who sent it (%s)', (code) => {
    const wrapped = Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), {
      driverError: Object.assign(new Error(), { code }),
    });
    expect(problemDocument(toProblem(wrapped), '/x')).toMatchObject({ status: 400, title: 'Bad Request' });
    expect(toProblem(Object.assign(new Error(), { code: '23505' })).getStatus()).toBe(500);
  });

  it('asks to come again when the database is away, and tells nothing of other faults', () => {
    const away = toProblem(Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:5432'), { code: 'ECONNREFUSED' }));
    expect(away.getStatus()).toBe(503);
    expect(away.responseHeaders).toHaveProperty('retry-after');
    const ours = toProblem(new TypeError('cannot read password of undefined'));
    expect(ours.getStatus()).toBe(500);
    expect(JSON.stringify([problemDocument(away, '/'), problemDocument(ours, '/')])).not.toMatch(
      /10\.0\.0\.5|password/,
    );
  });
});

import { isFinal, problemOf } from './problem';

const document = (more: object): string =>
  JSON.stringify({ type: 'about:blank', title: 'Refused', status: 422, ...more });

describe('a problem', () => {
  it('names single fields, however a service calls them', () => {
    const fault = { pointer: '/data/order/currency', message: 'must be three letters' };
    for (const name of ['errors', 'faults']) {
      const { faults, fields } = problemOf(422, document({ [name]: [fault] }));
      expect(faults).toEqual(['data/order/currency: must be three letters']);
      expect(fields).toEqual([fault]);
    }
  });

  it('keeps sentences that name no field', () => {
    expect(problemOf(400, document({ faults: ['reason must be one line'] }))).toMatchObject({
      ...{ title: 'Refused', faults: ['reason must be one line'], fields: [] },
    });
  });

  it('says a single fault once, in words', () => {
    const errors = [{ pointer: '/to', message: 'must lie between 2000-01-01 and 2099-12-31' }];
    const detail = '/to must lie between 2000-01-01 and 2099-12-31';
    expect(problemOf(422, document({ detail, errors }))).toMatchObject({
      ...{ detail: 'The last day must lie between 2000-01-01 and 2099-12-31.', faults: [], fields: errors },
    });
  });

  it('says several faults in a list, and not before it too', () => {
    const errors = [
      { pointer: '/from', message: 'must be a day' },
      { pointer: '/limit', message: 'must be at most 200' },
    ];
    const detail = '/from must be a day; /limit must be at most 200';
    expect(problemOf(422, document({ detail, errors }))).toMatchObject({
      ...{ detail: '', faults: ['the first day must be a day', 'limit: must be at most 200'] },
    });
  });

  it('keeps a detail that says more than its faults', () =>
    expect(problemOf(422, document({ detail: 'Too much.', errors: [{ pointer: '/a', message: 'b' }] }))).toMatchObject({
      ...{ detail: 'Too much.', faults: ['a: b'] },
    }));

  it('is readable when a proxy wrote it', () => {
    expect(problemOf(502, '<html>bad gateway</html>')).toMatchObject({
      status: 502,
      title: 'Not available',
      detail: '',
    });
    expect(problemOf(418, 'short')).toMatchObject({ title: 'The answer was 418', detail: 'short' });
  });

  it('says of an id that can’t be one that there is nothing, not how ids are made', () => {
    const text = JSON.stringify({ title: 'Bad Request', status: 400, detail: 'Validation failed (uuid is expected)' });
    expect(problemOf(400, text)).toMatchObject({ status: 400, title: 'Not found' });
    expect(problemOf(400, text.replace('uuid', 'numeric string'))).toMatchObject({ title: 'Bad Request' });
  });

  it.each([400, 401, 403, 404, 410, 422])('%i is the same however often it is asked', (status) =>
    expect(isFinal(problemOf(status, ''))).toBe(true),
  );

  it.each([0, 409, 429, 500, 502, 503])('%i may be another answer the next time', (status) =>
    expect(isFinal(problemOf(status, ''))).toBe(false),
  );
});

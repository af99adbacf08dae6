import { problemOf } from './problem';

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
});

import { row } from './bench-row.js';
import { table } from './table.js';

it('shows each figure beside its baseline, and whether its goals are met', () => {
  const text = table({
    machine: { cores: 2, node: 'v24.21.0' },
    rows: [
      row('relay', { value: 30_000, unit: 'events/s' }, { value: 3_000, is: 'the usual way' }, { rounds: 3 }, [
        { of: 'ratio', atLeast: 8 },
        { of: 'value', atLeast: 40_000 },
      ]),
      row('validation', { value: 2.71828, unit: 'µs' }, null),
    ],
  });
  expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' | ').trimEnd())).toEqual([
    'cores 2, node v24.21.0',
    '',
    'relay | 30000 events/s | 3000 (the usual way) | × 10 | ≥ 8 × met, ≥ 40,000 missed',
    ' | rounds 3',
    'validation | 2.718 µs',
    '',
  ]);
});

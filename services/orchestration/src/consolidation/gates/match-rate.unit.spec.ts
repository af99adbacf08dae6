import { findingsOf } from './gates.js';
import { NO_FIGURES } from './evidence.js';
import { matchRate } from './match-rate.js';
import { USUAL_SETTINGS } from '../migration-settings.js';

const { gates } = USUAL_SETTINGS;
const shadow = (matches: number, differences: number, incomparable = 0) => ({ matches, differences, incomparable });

describe('the match rate', () => {
  it('is not known of nothing, and says why', () => {
    expect(matchRate(shadow(0, 0), gates)).toMatchObject({
      percent: null,
      interval: null,
      reason: 'nothing compared yet',
    });
    expect(matchRate(shadow(0, 0, 3), gates).reason).toBe('none of 3 could be compared');
  });

  it('has the interval that the gate looks at', () => {
    expect(matchRate(shadow(100, 0, 2), gates)).toEqual({
      ...{ compared: 100, matches: 100, incomparable: 2, percent: '100.0', interval: { low: '96.3', high: '100.0' } },
      ...{ confidencePercent: '95.0', neededPercent: '95.0', reason: null },
    });
    const evidence = { target: NO_FIGURES, legacy: NO_FIGURES, shadow: shadow(100, 0, 2), slaP95Ms: 1, obstacles: [] };
    const gate = findingsOf('shadow', evidence, gates).find((one) => one.gate === 'match');
    expect(gate?.finding).toContain('lower bound 96.3 %');
  });

  it('is wider for fewer comparisons', () => {
    const width = ({ interval }: ReturnType<typeof matchRate>) => Number(interval!.high) - Number(interval!.low);
    expect(width(matchRate(shadow(9, 1), gates))).toBeGreaterThan(width(matchRate(shadow(900, 100), gates)));
  });
});

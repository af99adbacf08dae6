import type { MigrationDetail } from '../schemas';
import { settingWords } from './setting-words';

type Settings = MigrationDetail['settings'];

const settings = {
  gates: { matchShare: 0.95, confidence: 0.8, errorMargin: 0.05, minSamples: null, canaryMinSamples: 100 },
  thresholds: { errorShare: 0.05, p95Ms: 5_000, windowMinutes: 60, minSamples: 20, revenueLoss: 0.02 },
  advanceUpTo: 'canary_50',
} as Settings;
const words = (part: Partial<Settings> = {}, isAutomatic = true) =>
  Object.fromEntries(settingWords({ settings: { ...settings, ...part }, isAutomatic }));

describe('settings in words', () => {
  it('are in the units of the reader', () =>
    expect(words()).toMatchObject({
      'Forward by itself': 'as far as Canary 50%',
      'Proposals must match': '95%, with 80% certainty',
      'Back above errors of': expect.stringMatching(/^5% in 1 h/),
      'Tasks of each side needed': '100',
    }));

  it('say what it means that nothing is set', () => {
    expect(words()['Comparisons needed']).toBe('as many as the match needs');
    expect(words({ advanceUpTo: null })['Forward by itself']).toBe('never');
    expect(words({}, false)['Moves by itself']).toBe('no: only people move it');
    expect(words()['Back below revenue by']).toBe('2%, with – certainty, in –');
  });
});

import type { MigrationDetail } from '../schemas';
import { changeWords, settingWords } from './setting-words';

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
      'Goes on by itself': 'as far as Canary 50%',
      'Proposals must match': '95%, with 80% certainty',
      'Back above errors of': expect.stringMatching(/^5% in 1 h/),
      'Tasks of each side needed': '100',
    }));

  it('say what it means that nothing is set', () => {
    expect(words()['Comparisons needed']).toBe('as many as the match needs');
    expect(words({ advanceUpTo: null })).toMatchObject({
      'Goes back by itself': 'yes, when a threshold is passed',
      'Goes on by itself': 'no',
    });
    expect(words({}, false)).toMatchObject({
      'Goes back by itself': 'no: only people move it',
      'Goes on by itself': 'no',
    });
    expect(words()['Back below revenue by']).toBe('2%, with – certainty, in –');
  });
});

describe('a setting that was changed, in words', () => {
  it.each([
    ['gates.confidence', '0.95', '0.8', 'Certainty of gates: 95% → 80%'],
    ['thresholds.p95Ms', '5000', '2500', 'Back above a run time of: 5 sec → 2.5 sec'],
    ['advanceUpTo', null, 'canary_50', 'Goes on by itself: not set → as far as Canary 50%'],
    ['isAutomatic', 'true', 'false', 'Moves by itself: yes → no'],
    ['gates.later', '1', '2', 'gates.later: 1 → 2'],
  ])('%s', (setting, before, after, said) => expect(changeWords({ setting, before, after })).toBe(said));

  it('says which work stays and which may come over, not how it is told apart', () => {
    const when = 'tags.exists(t, t in ["escalation"])';
    expect(changeWords({ setting: 'excluded: escalations', before: null, after: when })).toBe(
      'Stays with the legacy agent: escalations',
    );
    expect(changeWords({ setting: 'excluded: escalations', before: when, after: null })).toBe(
      'May come over: escalations',
    );
    expect(changeWords({ setting: 'excluded: escalations', before: when, after: 'true' })).toBe(
      'Stays with the legacy agent, told apart otherwise: escalations',
    );
  });
});

import { USUAL_SETTINGS } from '../migration-settings.js';
import { settingChanges, type SettableParts } from './settings-changes.js';

const USUAL: SettableParts = { settings: {}, excluded: [{ name: 'vip', when: 'true' }], isAutomatic: true };
const changes = (part: Partial<SettableParts>, before = USUAL) => settingChanges(before, { ...USUAL, ...part });

describe('changes of settings', () => {
  it.each<[string, Partial<SettableParts>, [string, string | null, string | null][]]>([
    ['nothing', {}, []],
    ['what is in force already', { settings: { ...USUAL_SETTINGS } }, []],
    ['a gate', { settings: { gates: { matchShare: 0.99 } } }, [['gates.matchShare', '0.95', '0.99']]],
    ['a number where none was', { settings: { gates: { minSamples: 5 } } }, [['gates.minSamples', null, '5']]],
    ['a threshold', { settings: { thresholds: { p95Ms: 900 } } }, [['thresholds.p95Ms', '5000', '900']]],
    ['how far', { settings: { advanceUpTo: 'active' } }, [['advanceUpTo', null, 'active']]],
    ['by hand', { isAutomatic: false }, [['isAutomatic', 'true', 'false']]],
    ['another rule', { excluded: [{ name: 'vip', when: 'false' }] }, [['excluded: vip', 'true', 'false']]],
    [
      'another kind',
      { excluded: [{ name: 'b2b', when: 'true' }] },
      [
        ['excluded: vip', 'true', null],
        ['excluded: b2b', null, 'true'],
      ],
    ],
  ])('of %s are named with what was before', (_what, part, expected) => {
    expect(changes(part)).toEqual(expected.map(([setting, before, after]) => ({ setting, before, after })));
  });

  it('name what is usual again', () => {
    const before = { ...USUAL, settings: { gates: { matchShare: 0.99 } } };
    expect(changes({ settings: { gates: { matchShare: 0.95 } } }, before)).toEqual([
      { setting: 'gates.matchShare', before: '0.99', after: '0.95' },
    ]);
  });

  it('don’t mind the order of kinds', () => {
    const [one, two] = [
      { name: 'a', when: 'true' },
      { name: 'b', when: 'false' },
    ];
    expect(settingChanges({ ...USUAL, excluded: [one, two] }, { ...USUAL, excluded: [two, one] })).toEqual([]);
  });
});

import { parseStartOptions } from './options.js';

describe('options of npm start', () => {
  it('has the demo on and everything else off', () => {
    expect(parseStartOptions([])).toEqual({ demo: true, single: false, fresh: false, yes: false });
  });

  it('knows its flags and refuses others', () => {
    expect(parseStartOptions(['--no-demo', '--single', '--fresh', '--yes'])).toEqual({
      demo: false,
      single: true,
      fresh: true,
      yes: true,
    });
    expect(parseStartOptions(['-h'])).toBe('help');
    expect(() => parseStartOptions(['--sigle'])).toThrow('--sigle');
  });
});

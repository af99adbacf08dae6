import { PictureOptionsError, readPictureOptions } from './picture-options.js';

describe('the arguments of screenshots', () => {
  it('asks for every page in both themes when nothing is said', () => {
    expect(readPictureOptions([])).toEqual({
      ...{ out: 'docs/images', format: 'png', themes: ['light', 'dark'], isWhole: false, only: [] },
    });
  });

  it('takes one page that is in no list', () => {
    const options = readPictureOptions(['--path', '/x?y=1', '--name', 'mine', '--theme', 'dark', '--width', '390']);
    expect(options).toMatchObject({ single: { name: 'mine', path: '/x?y=1' }, themes: ['dark'], width: 390 });
  });

  it('takes names, and of an address only the origin', () => {
    const options = readPictureOptions(['--only', 'overview,agents', '--url', 'http://127.0.0.1:8080/finance']);
    expect(options).toMatchObject({ only: ['overview', 'agents'], url: 'http://127.0.0.1:8080' });
  });

  it.each([
    [['--theme', 'blue']],
    [['--width', '12']],
    [['--format', 'gif']],
    [['--url', 'nowhere']],
    [['--path', 'finance']],
    [['--unheard-of']],
  ])('refuses %p', (args) => {
    expect(() => readPictureOptions(args)).toThrow(PictureOptionsError);
  });
});

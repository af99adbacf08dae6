import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../run.js';
import { fakeTerminal, type Surroundings } from '../testing/fake-terminal.js';
import { ownFolder } from '../testing/own-folder.js';
import { piped } from '../testing/stdin.js';

const GOOGLE_AND_MAILING = 'path,conversions,null\ng,2,1\nm,1,0\ng > m,1,0\n';

const folder = ownFolder('attribute');

/** Runs `vw finance attribute …` where no gateway could be reached, with a file of these paths. */
async function attribute(args: string, csv?: string, given: Surroundings = {}) {
  if (csv !== undefined) await writeFile(join(folder(), 'paths.csv'), csv);
  const terminal = fakeTerminal({ cwd: folder(), ...given });
  const code = await run(['finance', 'attribute', ...args.split(' '), '--url', 'http://127.0.0.1:9'], terminal);
  return { code, out: terminal.out(), err: terminal.err() };
}

describe('vw finance attribute', () => {
  it('gives one JSON document, unrounded', async () => {
    const { code, out, err } = await attribute('--paths paths.csv --model markov --json', GOOGLE_AND_MAILING);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({
      channels: [
        { channel: 'g', conversions: 2.4, value: 0, removalEffect: 0.75 },
        { channel: 'm', conversions: 1.6, value: 0, removalEffect: 0.5 },
      ],
      conversionProbability: 0.8,
    });
  });

  it('keeps every digit', async () => {
    const { out } = await attribute('--paths paths.csv --model linear --json', 'path,conversions\na > b > c,1\n');
    expect(JSON.parse(out).channels[0]).toEqual({ channel: 'a', conversions: 1 / 3, value: 0, removalEffect: null });
  });

  it('shows a table', async () => {
    const { code, out } = await attribute('--paths paths.csv --model markov --order 2', GOOGLE_AND_MAILING);
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'markov, order 2: 3 paths, 4.00 conversions worth 0.00; 80.00 % of journeys convert',
        'channel\tconversions\tshare\tvalue\tremoval effect',
        'g\t2.40\t60.00 %\t0.00\t0.7500',
        'm\t1.60\t40.00 %\t0.00\t0.5000',
        '',
      ].join('\n'),
    );
  });

  it('reads standard input, in the form of public data sets', async () => {
    const text = '\ufeffpath;total_conversions;total_conversion_value;total_null\r\na;4;40;0\r\na > b;6;60;9\r\n';
    const { code, out } = await attribute('--paths - --model shapley --json', undefined, piped(text));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      channels: [
        { channel: 'a', conversions: 7, value: 70, removalEffect: null },
        { channel: 'b', conversions: 3, value: 30, removalEffect: null },
      ],
      conversionProbability: 10 / 19,
    });
  });

  it.each([
    ['first', [5, 0]],
    ['last', [0, 5]],
    ['linear', [2.5, 2.5]],
    ['position', [2.5, 2.5]],
    ['shapley', [2.5, 2.5]],
    ['kind', [2.5, 2.5]],
    ['time-decay --half-life 1', [5 / 3, 10 / 3]],
  ])('divides by %s', async (model, [a, b]) => {
    const { out } = await attribute(
      `--paths paths.csv --model ${model} --json`,
      'path,conversions\na > b,3\na > b,2\n',
    );
    const { channels } = JSON.parse(out) as { channels: { channel: string; conversions: number }[] };
    const found = new Map(channels.map(({ channel, conversions }) => [channel, conversions]));
    expect(found.get('a')).toBeCloseTo(a!, 12);
    expect(found.get('b')).toBeCloseTo(b!, 12);
  });

  it.each([
    ['time-decay', 'no times: each step counts as one day'],
    ['kind', 'no kinds: each step counts as direct'],
  ])('says on stderr what %s takes for what the file doesn’t tell', async (model, words) => {
    const { code, out, err } = await attribute(`--paths paths.csv --model ${model} --json`, GOOGLE_AND_MAILING);
    expect(code).toBe(0);
    expect(err).toContain(words);
    expect(Object.keys(JSON.parse(out))).toEqual(['channels', 'conversionProbability']);
  });

  it.each([
    ['--model shapley --order 2', '--order belongs to --model markov; shapley has no use for it.'],
    ['--model last --value-by value', '--value-by belongs to --model markov; last has no use for it.'],
    ['--model markov --half-life 3', '--half-life belongs to --model time-decay; markov has no use for it.'],
  ])('says of “%s” that an option changes nothing', async (args, words) => {
    const { code, err } = await attribute(`--paths paths.csv ${args}`, GOOGLE_AND_MAILING);
    expect({ code, err }).toEqual({ code: 0, err: `${words}\n` });
  });

  it('divides the value by its own removal effects when asked', async () => {
    const csv = 'path,conversions,value\ng,1,90\nm,1,10\n';
    const by = async (what: string) =>
      JSON.parse((await attribute(`--paths paths.csv --model markov${what} --json`, csv)).out).channels;
    expect(await by('')).toMatchObject([{ value: 50 }, { value: 50 }]);
    expect(await by(' --value-by value')).toMatchObject([
      { channel: 'g', conversions: 1, value: 90, removalEffect: 0.5 },
      { channel: 'm', conversions: 1, value: 10, removalEffect: 0.5 },
    ]);
  });

  it('says that there are no paths', async () => {
    expect(await attribute('--paths paths.csv --model first', 'path\n')).toMatchObject({
      code: 0,
      out: 'There are no paths.\n',
    });
    const { out } = await attribute('--paths paths.csv --model first --json', 'path\n');
    expect(JSON.parse(out)).toEqual({ channels: [], conversionProbability: null });
  });

  it('shows no channel’s control characters', async () => {
    const { out } = await attribute('--paths paths.csv --model first', 'path\n"a\u001b[2J"\n');
    expect(out).toContain('a�[2J');
  });
});

describe('what vw finance attribute refuses', () => {
  it.each([
    ['path,conversions\na > > b,1\n', 'paths.csv: line 2: column "path": a step of "a > > b" is empty'],
    ['path,conversions\na,1\nb,-2\n', 'paths.csv: line 3: column "conversions": "-2" is no number of at least 0'],
    ['channel\na\n', 'paths.csv: line 1: there is no column "path" among "channel"'],
    ['', 'paths.csv: The file is empty'],
  ])('%j', async (csv, message) => {
    const { code, out, err } = await attribute('--paths paths.csv --model markov', csv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('as one JSON document too', async () => {
    const { code, out } = await attribute('--paths paths.csv --model last --json', 'path,value\na,x\n');
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      error: { exitCode: 2, message: 'paths.csv: line 2: column "value": "x" is no number of at least 0' },
    });
  });

  it.each([
    ['--paths missing.csv --model last', "missing.csv can't be read: ENOENT"],
    ['--paths . --model last', ". can't be read: EISDIR"],
    ['--paths - --model last', 'There is no standard input to read.'],
    ['--model last', "required option '--paths <file>' not specified"],
    ['--paths paths.csv', "required option '--model <model>' not specified"],
    ['--paths paths.csv --model best', 'Allowed choices are first, last, linear, position'],
    ['--paths paths.csv --model markov --order 0', 'Expected a whole number of 1…10.'],
    ['--paths paths.csv --model markov --order 1.5', 'Expected a whole number'],
    ['--paths paths.csv --model time-decay --half-life 0', 'Expected a number of 0.001…36500.'],
  ])('“%s”', async (args, message) => {
    const { code, out, err } = await attribute(args, GOOGLE_AND_MAILING);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('to go on when interrupted', async () => {
    const stop = new AbortController();
    async function* endless(): AsyncGenerator<string> {
      yield 'path\n';
      for (let at = 0; ; at += 1) {
        if (at === 3) stop.abort(new Error('Interrupted'));
        await new Promise((go) => setImmediate(go));
        yield 'a\n';
      }
    }
    const { code, err } = await attribute('--paths - --model last', undefined, {
      stdin: endless(),
      signal: stop.signal,
    });
    expect(code).toBe(130);
    expect(err).toContain('Interrupted.');
  });
});

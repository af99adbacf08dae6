import fc from 'fast-check';
import { attributePaths } from '../paths/attribute-paths.js';
import type { ConversionPath } from '../paths/conversion-path.js';
import { PathAttribution } from '../paths/path-attribution.js';
import { somePaths } from '../testing/some-paths.js';
import { readPathFile } from './read-path-file.js';

/** The file in pieces of so many bytes. */
async function* pieces(text: string, size = Infinity): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  if (size === Infinity) return void (yield bytes);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, size?: number): Promise<ConversionPath[]> {
  const paths: ConversionPath[] = [];
  const count = await readPathFile(pieces(text, size), (path, conversions, value, nulls) => {
    paths.push({ path, conversions, value, nulls });
  });
  expect(count).toBe(paths.length);
  return paths;
}

const two: ConversionPath[] = [
  { path: ['a', 'b', 'c'], conversions: 2, value: 19.5, nulls: 1 },
  { path: ['direct mail'], conversions: 0, value: 0, nulls: 3 },
];

describe('a file of paths', () => {
  it.each([
    ['plain', 'path,conversions,value,null\na > b > c,2,19.5,1\ndirect mail,0,0,3\n'],
    ['without an end of line at the end', 'path,conversions,value,null\na > b > c,2,19.5,1\ndirect mail,0,0,3'],
    [
      'with CRLF and a byte order mark',
      '\ufeffpath,conversions,value,null\r\na > b > c,2,19.5,1\r\ndirect mail,0,0,3\r\n',
    ],
    ['with quotes', '"path","conversions","value","null"\n"a > b > c","2","19.5","1"\n"direct mail",0,0,3\n'],
    ['with any spaces', ' Path , conversions,value,null\na>b  >c, 2 ,19.5 ,1\n  direct mail,0,0,3\n'],
    ['with empty lines', 'path,conversions,value,null\n\na > b > c,2,19.5,1\n\ndirect mail,0,0,3\n\n'],
    [
      'with the columns elsewhere and more of them',
      'id,null,path,cost,value,conversions\n1,1,a > b > c,x,19.5,2\n2,3,direct mail,,0,0\n',
    ],
    [
      'as ChannelAttribution’s examples are',
      'path;total_conversions;total_conversion_value;total_null\na > b > c;2;19.5;1\ndirect mail;0;0;3\n',
    ],
    ['with tabs', 'path\tconversions\tvalue\tnull\na > b > c\t2\t19.5\t1\ndirect mail\t0\t0\t3\n'],
    ['with numbers of other looks', 'path,conversions,value,null\na > b > c,+2,1.95e1,1.0\ndirect mail,0,.0,3.\n'],
  ])('%s', async (_name, text) => expect(await read(text)).toEqual(two));

  it('may name a channel anything', async () => {
    const [found] = await read('path\n"Mail, weekly > ""Best of"" > ひまわり\n2"\n');
    expect(found!.path).toEqual(['Mail, weekly', '"Best of"', 'ひまわり\n2']);
  });

  it('counts each row as one conversion when no column says otherwise', async () =>
    expect(await read('path\na > b\n')).toEqual([{ path: ['a', 'b'], conversions: 1, value: 0, nulls: 0 }]));

  it('may have a header and nothing else', async () => expect(await read('path,conversions\n')).toEqual([]));

  it('comes in pieces of any size', async () => {
    const text = '\ufeff"path";null;conversions\r\n"ひ > b";1;2\r\n\r\nc;3;4';
    const whole = await read(text);
    for (let size = 1; size < 12; size += 1) expect(await read(text, size)).toEqual(whole);
  });

  it('is attributed as the same paths are', async () => {
    await fc.assert(
      fc.asyncProperty(somePaths, async (paths) => {
        const rows = paths.map((one) => [one.path.join(' > '), one.conversions, one.value, one.nulls].join(','));
        const attribution = new PathAttribution('shapley');
        const take = attribution.add.bind(attribution);
        await readPathFile(pieces(['path,conversions,value,null', ...rows].join('\n'), 64), take);
        expect(attribution.result()).toEqual(attributePaths(paths, 'shapley'));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a file that is refused', () => {
  const header = 'path,conversions,value,null\n';
  it.each([
    ['', 'The file is empty; its first line must name columns'],
    ['channel,conversions\na,1\n', 'line 1: there is no column "path" among "channel", "conversions"'],
    ['path,null,total_null\na,1,1\n', 'line 1: the columns "null", "total_null" mean the same'],
    [`${header}a > b,1,2,3\na > > b,1,2,3\n`, 'line 3: column "path": a step of "a > > b" is empty'],
    [`${header}> a,1,2,3\n`, 'line 2: column "path": a step of "> a" is empty'],
    [`${header}a >,1,2,3\n`, 'line 2: column "path": a step of "a >" is empty'],
    [`${header},1,2,3\n`, 'line 2: column "path": a step of "" is empty'],
    [`${header}a,1,2,3\n\nb,-1,2,3\n`, 'line 4: column "conversions": "-1" is no number of at least 0'],
    [`${header}a,1,"1,234",3\n`, 'line 2: column "value": "1,234" is no number of at least 0'],
    [`${header}a,1,2,\n`, 'line 2: column "null": "" is no number of at least 0'],
    [`${header}a,1,NaN,3\n`, 'line 2: column "value": "NaN" is no number of at least 0'],
    [`${header}a,1e999,0,3\n`, 'line 2: column "conversions": "1e999" is no number of at least 0'],
    [`${header}a,0x10,0,3\n`, 'line 2: column "conversions": "0x10" is no number of at least 0'],
    [`${header}a,1,2\n`, 'line 2: there are 3 columns, and 4 in the header'],
    [`${header}a,1,2,3,4\n`, 'line 2: there are 5 columns, and 4 in the header'],
    [`${header}a,1,2,3\n"b,1,2,3\n`, /^line \d: a quote is opened and never closed$/],
    [`${header}a "b",1,2,3\n`, 'line 2: a quote stands inside a field that is not quoted'],
    [`${header}"a" b,1,2,3\n`, 'line 2: something follows the closing quote of a field'],
  ])('%#', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
    await expect(read(text, 7)).rejects.toThrow(message);
  });

  it('for a quote that would swallow it is refused long before its end', async () => {
    const reading = read(`${header}"${'a'.repeat(1_100_000)}\n`, 65_536);
    await expect(reading).rejects.toThrow('line 2: the row is longer than 1,048,576 bytes; is a quote not closed?');
  });

  it('for what is done with its paths is refused with the line too', async () => {
    const attribution = new PathAttribution('last');
    const reading = readPathFile(
      pieces(`${header}a,1,2,3\n${'a > '.repeat(10_001)}b,1,2,3\n`),
      attribution.add.bind(attribution),
    );
    await expect(reading).rejects.toThrow('line 3: A path has 10002 steps, more than 10000');
  });

  it('is let go of at once', async () => {
    const closed: string[] = [];
    async function* endless(): AsyncGenerator<string> {
      try {
        yield 'path,conversions\n';
        for (;;) yield 'a,none\n';
      } finally {
        closed.push('source');
      }
    }
    await expect(readPathFile(endless(), () => undefined)).rejects.toThrow('line 2: column "conversions"');
    expect(closed).toEqual(['source']);
  });

  it('can be interrupted', async () => {
    const stop = new AbortController();
    async function* slow(): AsyncGenerator<string> {
      yield 'path\n';
      for (let at = 0; ; at += 1) {
        if (at === 3) stop.abort();
        await new Promise((resolve) => setImmediate(resolve));
        yield 'a\n';
      }
    }
    await expect(readPathFile(slow(), () => undefined, stop.signal)).rejects.toThrow(/abort/i);
  });
});

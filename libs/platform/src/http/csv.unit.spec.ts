import fc from 'fast-check';
import { csvOf, CSV_TYPE, sendCsv, type CsvCell } from './csv.js';

/** The one data line of a document with one column. */
const written = (value: CsvCell) => csvOf([{ title: 'x' }], [[value]]).slice('x\r\n'.length, -'\r\n'.length);

/** A reader of RFC 4180, written on its own: quotes may hold anything, two of them are one. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, quoted] = [[] as string[], '', false];
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]!;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[i + 1] === '"') cell += text[(i += 1)];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',' || char === '\r') {
      row.push(cell);
      cell = '';
      if (char === '\r') {
        rows.push(row);
        row = [];
        i += 1;
      }
    } else cell += char;
  }
  return rows;
}

describe('a CSV document', () => {
  it('has a line of titles, and lines that end as RFC 4180 says', () => {
    const text = csvOf(
      [{ title: 'account' }, { title: 'USD' }],
      [
        ['income:sales', '-199.00'],
        ['asset:bank', null],
      ],
    );
    expect(text).toBe('account,USD\r\nincome:sales,-199.00\r\nasset:bank,\r\n');
    expect(csvOf([{ title: 'nothing' }], [])).toBe('nothing\r\n');
  });

  it.each<[CsvCell, string]>([
    ['plain', 'plain'],
    ['a, b', '"a, b"'],
    ['30" × 40"', '"30"" × 40"""'],
    ['two\nlines', '"two\nlines"'],
    [' spaced ', '" spaced "'],
    ['', ''],
    [null, ''],
    [0, '0'],
    [-5n, '-5'],
    [1234.5, '1234.5'],
  ])('writes %j as %s', (value, text) => expect(written(value)).toBe(text));

  it.each([
    ['=HYPERLINK("http://evil","x")', `"'=HYPERLINK(""http://evil"",""x"")"`],
    ['+1', "'+1"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1', `'  =1`],
    ['\t=1', `'\t=1`],
    ['＝1', "'＝1"],
    ['-', "'-"],
  ])('keeps %j from being a formula', (value, text) => expect(written(value)).toBe(text));

  it.each(['-199.00', '-0', '12', '-1234567890123456789', '0.25'])('keeps %s a number', (value) =>
    expect(written(value)).toBe(value),
  );

  it('refuses what no table can hold', () => {
    expect(() => csvOf([{ title: 'a' }], [['1', '2']])).toThrow('CSV row 1 has 2 cells for 1 columns');
    expect(() => csvOf([{ title: 'a' }], [[Number.NaN]])).toThrow(/no number/);
  });

  it('reads back as what was written, but for apostrophes that disarm', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '=', '-', '"', ',', '\r', '\n', ' ', '1', '.', '@', 'é') });
    fc.assert(
      fc.property(fc.array(fc.tuple(texts, texts), { maxLength: 5 }), (rows) => {
        const [titles, ...read] = parse(csvOf([{ title: 'a' }, { title: 'b' }], rows));
        expect(titles).toEqual(['a', 'b']);
        expect(read.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(rows);
        for (const cell of read.flat()) expect(cell).toMatch(/^(?!\s*[=+@-])|^-?\d+(\.\d+)?$/);
      }),
    );
  });
});

describe('a CSV answer', () => {
  it('is a file with a name that cannot write headers', () => {
    const headers: Record<string, string> = {};
    const reply = { header: (name: string, value: string) => void (headers[name] = value) };
    expect(sendCsv(reply, 'pnl "2026"\r\nx: y.csv', 'a\r\n')).toBe('a\r\n');
    expect(headers).toEqual({
      'content-type': CSV_TYPE,
      'content-disposition': 'attachment; filename="pnl--2026---x--y.csv"',
    });
  });
});

import { extractText, getDocumentProxy } from 'unpdf';
import type { StatementLine } from './statement-line.js';
import { statementPdf } from './statement-pdf.js';
import type { Statement } from './statement.js';

const statement: Statement = {
  id: '019ac0aa-33de-7b20-9f10-4e5d6c7b8a90',
  beneficiary: { kind: 'partner', id: 'ada-lindqvist' },
  currency: 'USD',
  month: '2026-12-01',
  shops: ['vividwalls.myshopify.com'],
  closedAt: new Date('2027-01-04T00:00:10.000Z'),
  held: { openingMinor: 12_000n, accruedMinor: 8_400n, clawedBackMinor: 600n, releasedMinor: 9_800n },
  payable: {
    ...{ openingMinor: -250n, releasedMinor: 9_800n, toppedUpMinor: 0n, clawedBackMinor: 1_990n, paidMinor: 0n },
  },
  settledMinor: 0n,
  owedNowMinor: 7_560n,
};

const line = (fields: Partial<StatementLine> = {}): StatementLine => ({
  ...{ id: '1', kind: 'accrual', planId: 'p', planName: 'Spring drop', period: '2026-12', reference: null, cause: 'c' },
  ...{ occurredAt: new Date('2026-12-03T10:00:00Z'), recordedAt: new Date('2026-12-03T10:00:01Z') },
  ...{ orderId: '450789469', orderName: '#1001', baseMinor: 19_900n, heldMinor: 1_990n, payableMinor: 0n },
  ...fields,
});

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);

/** Text of every page, read by PDF.js and not by what wrote it. */
async function pagesOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text;
}

describe('the PDF of a statement', () => {
  it('shows shop, payee, period, both balances and the movements', async () => {
    const [page, ...others] = await pagesOf(
      await statementPdf(
        statement,
        [
          line(),
          line({ kind: 'payment', orderId: null, orderName: null, planName: null, period: null, baseMinor: null }),
        ],
        0,
        dayOf,
      ),
    );
    expect(others).toEqual([]);
    for (const text of [
      ...['vividwalls.myshopify.com', 'Commission statement', 'ada-lindqvist (partner)', '2026-12', 'USD', 'Closed'],
      ...['Carried forward', '120.00', '84.00', '-6.00', '-98.00', '100.00', '-2.50', '-19.90', '75.60'],
      ...['2026-12-03', '#1001', '2026-12 Spring drop', '199.00', '19.90', 'Payment', 'Total', 'Page 1 of 1'],
    ]) {
      expect(page).toContain(text);
    }
  });

  it('is the same bytes for the same statement', async () => {
    const [one, other] = [
      await statementPdf(statement, [line()], 0, dayOf),
      await statementPdf(statement, [line()], 0, dayOf),
    ];
    expect(one.equals(other)).toBe(true);
    const paid = await statementPdf({ ...statement, settledMinor: 7_560n, owedNowMinor: 0n }, [line()], 0, dayOf);
    expect(one.equals(paid)).toBe(true);
    const changed = await statementPdf({ ...statement, closedAt: null }, [line()], 0, dayOf);
    expect(one.equals(changed)).toBe(false);
  });

  it('goes on over pages, each with its titles and number, and tells what was left out', async () => {
    const lines = Array.from({ length: 120 }, (_, i) => line({ orderName: `#${1_000 + i}` }));
    const pages = await pagesOf(await statementPdf(statement, lines, 17, dayOf));
    expect(pages).toHaveLength(3);
    expect(pages.every((page) => page.includes('Movement') && page.includes('On hold'))).toBe(true);
    expect(pages.map((page) => /Page \d of \d/.exec(page)?.[0])).toEqual(['Page 1 of 3', 'Page 2 of 3', 'Page 3 of 3']);
    for (const { orderName } of lines) expect(pages.join('\n')).toContain(orderName!);
    expect(pages[2]).toContain('and 17 more movements');
  });

  it('says so when nothing moved', async () => {
    const [page] = await pagesOf(await statementPdf(statement, [], 0, dayOf));
    expect(page).toContain('No movements in this period.');
  });

  it('keeps names to the letters that its fonts have, and long ones to their column', async () => {
    const planName = 'Łódź żółw 漢字 café €5 — a name that is much too long for the column it stands in';
    const [page] = await pagesOf(await statementPdf(statement, [line({ planName, period: null })], 0, dayOf));
    expect(page).toContain('?ódz zó?w ?? café €5');
    expect(page).not.toContain('the column');
  });
});

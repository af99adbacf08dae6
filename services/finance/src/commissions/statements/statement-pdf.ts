import { formatMinor } from '@vividwalls/money';
import PDFDocument from 'pdfkit';
import { beneficiaryKey } from '../plans/beneficiary.js';
import type { MovementKind } from '../payees/movement.js';
import type { StatementLine } from './statement-line.js';
import { closingHeld, closingPayable, type Statement } from './statement.js';
import { winAnsi } from './win-ansi.js';

/** A4 in points, and its margins. */
const PAGE = { size: 'A4', margins: { top: 56, bottom: 64, left: 48, right: 48 } } as const;
const WIDTH = 595.28 - PAGE.margins.left - PAGE.margins.right;
const ROW = 15;
const BOTTOM = 841.89 - PAGE.margins.bottom;

const KINDS: Readonly<Record<MovementKind, string>> = {
  accrual: 'Commission',
  release: 'Released',
  clawback: 'Taken back',
  top_up: 'Top-up to floor',
  payment: 'Payment',
};

interface Column {
  readonly title: string;
  readonly width: number;
  readonly align?: 'right';
}

const COLUMNS: readonly Column[] = [
  { title: 'Day', width: 62 },
  { title: 'Movement', width: 84 },
  { title: 'Order', width: 84 },
  { title: 'Plan', width: 95.28 },
  { title: 'Credited', width: 58, align: 'right' },
  { title: 'On hold', width: 58, align: 'right' },
  { title: 'To be paid', width: 58, align: 'right' },
];

/**
 * A statement as PDF: shop, payee, month, both balances from opening to closing, and the movements. A closed statement gives the
 * same bytes for ever: neither the moment of printing nor what was paid since is in it.
 *
 * @param lines the first of them; more are told of by their number
 * @param more how many lines were left out
 * @param dayOf the shop's day of an instant
 */
export async function statementPdf(
  statement: Statement,
  lines: readonly StatementLine[],
  more: number,
  dayOf: (instant: Date) => string,
): Promise<Buffer> {
  const page = new StatementPaper(statement);
  page.head();
  page.balances();
  page.lines(lines, more, dayOf);
  return page.end();
}

class StatementPaper {
  private readonly doc: PDFKit.PDFDocument;
  private readonly written: Promise<Buffer>;

  constructor(private readonly statement: Statement) {
    const { beneficiary, month, closedAt } = statement;
    const at = closedAt ?? new Date(`${month}T00:00:00.000Z`);
    const title = winAnsi(`Commission statement ${month.slice(0, 7)}, ${beneficiaryKey(beneficiary)}`);
    this.doc = new PDFDocument({
      ...PAGE,
      bufferPages: true,
      info: { Title: title, Author: winAnsi(statement.shops.join(', ')), CreationDate: at, ModDate: at },
    });
    const chunks: Buffer[] = [];
    this.written = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.on('end', () => resolve(Buffer.concat(chunks)));
      this.doc.on('error', reject);
    });
  }

  head(): void {
    const { doc, statement } = this;
    const { beneficiary, closedAt, currency, month, shops } = statement;
    const { left } = PAGE.margins;
    doc
      .font('Helvetica')
      .fontSize(10)
      .text(winAnsi(shops.join(', ')), left, PAGE.margins.top);
    doc
      .font('Helvetica-Bold')
      .fontSize(18)
      .text('Commission statement', left, doc.y + 6);
    doc.moveDown(0.5);
    const facts = [
      ['Payee', `${beneficiary.id} (${beneficiary.kind})`],
      ['Period', month.slice(0, 7)],
      ['Currency', currency],
      ['State', closedAt === null ? 'Open: may still change' : 'Closed'],
      ['Statement', statement.id],
    ] as const;
    for (const [name, value] of facts) {
      const { y } = doc;
      doc.font('Helvetica-Bold').fontSize(9).text(name, left, y, { width: 80 });
      doc.font('Helvetica').text(winAnsi(value), left + 80, y, { width: WIDTH - 80 });
    }
    doc.moveDown(1);
  }

  balances(): void {
    const { held, payable } = this.statement;
    const top = this.doc.y;
    const half = WIDTH / 2 - 12;
    const { left } = PAGE.margins;
    this.balance('On hold', left, top, half, [
      ['Carried forward', held.openingMinor],
      ['Commissions', held.accruedMinor],
      ['Taken back while on hold', -held.clawedBackMinor],
      ['Released', -held.releasedMinor],
      ['On hold at the end', closingHeld(this.statement)],
    ]);
    this.balance('To be paid', left + half + 24, top, half, [
      ['Carried forward', payable.openingMinor],
      ['Released', payable.releasedMinor],
      ['Top-up to floor', payable.toppedUpMinor],
      ['Taken back after release', -payable.clawedBackMinor],
      ['Paid', -payable.paidMinor],
      ['To be paid at the end', closingPayable(this.statement)],
    ]);
    this.doc.y = top + 8 * ROW;
  }

  lines(lines: readonly StatementLine[], more: number, dayOf: (instant: Date) => string): void {
    const { doc } = this;
    if (lines.length === 0) {
      doc.font('Helvetica').fontSize(9).text('No movements in this period.', PAGE.margins.left, doc.y);
      return;
    }
    this.row(titles(), 'Helvetica-Bold');
    for (const line of lines) {
      if (doc.y + ROW > BOTTOM) {
        doc.addPage();
        this.row(titles(), 'Helvetica-Bold');
      }
      this.row(this.cells(line, dayOf), 'Helvetica');
    }
    const { held, payable } = this.statement;
    if (doc.y + 2 * ROW > BOTTOM) doc.addPage();
    if (more > 0) {
      const { y } = doc;
      doc.font('Helvetica-Oblique').fontSize(8);
      doc.text(`and ${more} more movements: see the CSV of this statement`, PAGE.margins.left, y + 3);
      doc.y = y + ROW;
    }
    const sums = [
      closingHeld(this.statement) - held.openingMinor,
      closingPayable(this.statement) - payable.openingMinor,
    ].map((sum) => this.amount(sum));
    this.row(['Total', '', '', '', '', ...sums], 'Helvetica-Bold');
  }

  async end(): Promise<Buffer> {
    const { doc } = this;
    const { start, count } = doc.bufferedPageRange();
    for (let index = start; index < start + count; index++) {
      doc.switchToPage(index);
      // Below the margin, where text would otherwise begin a new page.
      doc.page.margins.bottom = 0;
      doc.font('Helvetica').fontSize(8);
      doc.text(`Page ${index + 1} of ${count}`, PAGE.margins.left, BOTTOM + 24, { width: WIDTH, align: 'right' });
    }
    doc.end();
    return this.written;
  }

  private balance(
    title: string,
    x: number,
    top: number,
    width: number,
    rows: readonly (readonly [string, bigint])[],
  ): void {
    const { doc } = this;
    doc.font('Helvetica-Bold').fontSize(11).text(title, x, top, { width });
    rows.forEach(([name, amount], index) => {
      const y = top + 18 + index * ROW;
      const isClosing = index === rows.length - 1;
      if (isClosing) this.rule(x, y - 3, width);
      doc.font(isClosing ? 'Helvetica-Bold' : 'Helvetica').fontSize(9);
      doc.text(name, x, y, { width: width / 2 });
      doc.text(this.amount(amount), x + width / 2, y, { width: width / 2, align: 'right' });
    });
  }

  private row(cells: readonly string[], font: string): void {
    const { doc } = this;
    const { y } = doc;
    let x: number = PAGE.margins.left;
    this.rule(x, y, WIDTH);
    doc.font(font).fontSize(8);
    cells.forEach((cell, index) => {
      const { width, align = 'left' } = COLUMNS[index]!;
      doc.text(winAnsi(cell), x, y + 4, { width: width - 4, height: ROW - 5, ellipsis: true, lineBreak: true, align });
      x += width;
    });
    doc.y = y + ROW;
  }

  private cells(line: StatementLine, dayOf: (instant: Date) => string): string[] {
    const { kind, orderId, orderName, planName, period, reference, baseMinor, heldMinor, payableMinor } = line;
    const moved = (minor: bigint) => (minor === 0n ? '' : this.amount(minor));
    return [
      ...[dayOf(line.occurredAt), KINDS[kind], orderName ?? orderId ?? reference ?? ''],
      [period, planName].filter((part) => part !== null).join(' '),
      ...[baseMinor === null ? '' : this.amount(baseMinor), moved(heldMinor), moved(payableMinor)],
    ];
  }

  private rule(x: number, y: number, width: number): void {
    this.doc
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(0.5)
      .strokeColor('#999999')
      .stroke();
  }

  private amount(minor: bigint): string {
    return formatMinor(minor, this.statement.currency);
  }
}

const titles = (): string[] => COLUMNS.map(({ title }) => title);

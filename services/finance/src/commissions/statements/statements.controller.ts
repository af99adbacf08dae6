import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiPropertyOptional,
  ApiResponse,
  ApiTags,
  ApiProperty,
} from '@nestjs/swagger';
import {
  ApiIdempotencyKey,
  keyedRequest,
  Problem,
  RequiresScope,
  sendCsv,
  type CsvReply,
  type Page,
  type WrittenRequest,
} from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { askedBeneficiary } from '../plans/asked-beneficiary.js';
import { PaymentDesk } from './payment-desk.js';
import { PaymentView } from './payment-view.js';
import { Payments } from './payments.js';
import { statementCsv } from './statement-csv.js';
import { countLines, findLines } from './statement-line.queries.js';
import { statementPdf } from './statement-pdf.js';
import { PayBody, StatementQuery, StatementsQuery } from './statement-requests.js';
import { lineView, StatementView, statementView, StatementWithLinesView } from './statement-view.js';
import { findStatement, findStatements } from './statement.queries.js';
import type { Statement } from './statement.js';

/** A file of more lines is no file to be opened: the pages of the JSON have no end. */
export const MOST_CSV_LINES = 100_000;
/** Some forty pages. */
export const MOST_PDF_LINES = 2_000;

class StatementPageView {
  @ApiProperty({ type: [StatementView] }) items!: StatementView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

@ApiTags('finance')
@Controller('api/finance/commissions/statements')
export class CommissionStatementsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly desk: PaymentDesk,
    private readonly payments: Payments,
    private readonly calendar: ShopCalendar,
  ) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Statements of payees by month, without their lines; newest first, paged by cursor' })
  @ApiOkResponse({ type: StatementPageView })
  async list(@Query() { period, beneficiary, cursor, limit }: StatementsQuery): Promise<Page<StatementView>> {
    const month = period === undefined ? undefined : `${period}-01`;
    const page = await findStatements(this.dataSource, {
      ...{ month, beneficiary: askedBeneficiary(beneficiary), cursor, limit },
    });
    return { ...page, items: page.items.map(statementView) };
  }

  @Get(':id')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'One statement with its lines',
    description:
      'As JSON, a page of lines at a time; as CSV, all of them between opening and closing balances; as PDF, to be sent to the ' +
      'payee. A closed statement never changes: neither do the files.',
  })
  @ApiProduces('application/json', 'text/csv', 'application/pdf')
  @ApiOkResponse({ type: StatementWithLinesView })
  @ApiResponse({ status: 404, description: 'There is no such statement' })
  async show(
    @Param('id', ParseUUIDPipe) id: string,
    @Query() { format, cursor, limit }: StatementQuery,
    @Res({ passthrough: true }) reply: CsvReply,
  ): Promise<StatementWithLinesView | string | StreamableFile> {
    const statement = await findStatement(this.dataSource, id);
    if (!statement) throw new Problem(404, 'No such statement', `There is no commission statement ${id}.`);
    if (format === 'csv') return sendCsv(reply, `${fileName(statement)}.csv`, await this.csv(statement));
    if (format === 'pdf') return this.pdf(statement);
    const lines = await findLines(this.dataSource, statement, limit + 1, cursor);
    const shown = lines.slice(0, limit);
    return {
      ...statementView(statement),
      lines: shown.map(lineView),
      ...(lines.length > limit && { nextCursor: shown.at(-1)!.id }),
    };
  }

  @Post(':id/pay')
  @HttpCode(202)
  @RequiresScope('finance:approve')
  @ApiOperation({
    summary: 'Ask that a statement be booked as paid',
    description:
      'All that it has open, or a part. It is asked in governance (commission.pay) and waits there for people: vw approvals, ' +
      '/api/governance/approvals. Moves no money by itself: it says that somebody did.',
  })
  @ApiIdempotencyKey()
  @ApiBody({
    type: PayBody,
    examples: {
      all: { value: {} },
      part: { value: { amountMinor: '5000', reference: 'SEPA 2027-01-05/17', paidAt: '2027-01-05T09:00:00Z' } },
    },
  })
  @ApiAcceptedResponse({ type: PaymentView })
  @ApiResponse({ status: 404, description: 'There is no such statement' })
  @ApiResponse({
    status: 409,
    description: 'It is open, nothing is left to pay, one waits already, or the reference was used',
  })
  @ApiResponse({ status: 422, description: 'More than is open, or a time to come' })
  async pay(
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: PayBody,
    @Req() request: WrittenRequest,
  ): Promise<PaymentView> {
    const payment = await this.desk.pay(id, body, request.principal!.actor, keyedRequest(request));
    return (await this.payments.find(payment.id))!;
  }

  private async csv(statement: Statement): Promise<string> {
    const lines = await findLines(this.dataSource, statement, MOST_CSV_LINES + 1);
    if (lines.length > MOST_CSV_LINES) {
      const detail = `It has more than ${MOST_CSV_LINES} lines: read it page by page as JSON.`;
      throw new Problem(422, 'Too long for a file', detail);
    }
    return statementCsv(statement, lines, (instant) => this.calendar.dayOf(instant));
  }

  private async pdf(statement: Statement): Promise<StreamableFile> {
    const lines = await findLines(this.dataSource, statement, MOST_PDF_LINES);
    const more = lines.length < MOST_PDF_LINES ? 0 : (await countLines(this.dataSource, statement)) - lines.length;
    const pdf = await statementPdf(statement, lines, more, (instant) => this.calendar.dayOf(instant));
    const disposition = `attachment; filename="${fileName(statement)}.pdf"`;
    return new StreamableFile(pdf, { type: 'application/pdf', disposition, length: pdf.length });
  }
}

/** Letters, digits and hyphens: no id of a beneficiary can write headers. */
function fileName({ beneficiary, month, currency }: Statement): string {
  const payee = `${beneficiary.kind}-${beneficiary.id}`.replace(/[^A-Za-z0-9]+/g, '-');
  return `commissions-${month.slice(0, 7)}-${payee}-${currency}`;
}

import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, PageQuery, RequiresScope, toPage, type AuthenticatedRequest, type Page } from '@vividwalls/platform';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { DataSource } from 'typeorm';
import { assertNotInFuture } from '../requests/refused.js';
import { requestedBy } from '../requests/requested-by.js';
import { IsAmount, IsKnownCurrency, IsMoment } from '../requests/rules.js';
import { PAYOUT_LINE_KINDS, type PayoutLineKind } from './payout.js';
import { PayoutBook } from './payout-book.service.js';

/** A processor pays once a day; a statement of more lines than this is sent in parts. */
const MOST_LINES = 2_000;

class PayoutLineBody {
  @ApiProperty({ enum: PAYOUT_LINE_KINDS }) @IsIn([...PAYOUT_LINE_KINDS]) kind!: PayoutLineKind;
  @ApiPropertyOptional({ example: '450789469' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  orderId?: string;
  @ApiPropertyOptional({ example: '179259969' }) @IsOptional() @IsString() @MaxLength(255) transactionId?: string;
  @ApiProperty({ example: '19900', description: 'Charges above zero, refunds and disputes below' })
  @IsAmount()
  grossMinor!: string;
  @ApiProperty({ example: '607', description: 'What was kept of it' }) @IsAmount() feeMinor!: string;
}

class PayoutBody {
  @ApiProperty({ example: '704998234', description: "The processor's own number" })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  id!: string;
  @ApiProperty({ example: 'USD' }) @IsKnownCurrency() currency!: string;
  @ApiProperty({ example: '19293', description: 'What reached the bank' }) @IsAmount() amountMinor!: string;
  @ApiProperty({ format: 'date-time' }) @IsMoment() paidAt!: string;
  @ApiProperty({ type: [PayoutLineBody] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(MOST_LINES)
  @ValidateNested({ each: true })
  @Type(() => PayoutLineBody)
  lines!: PayoutLineBody[];
}

class PayoutView {
  @ApiProperty({ example: '704998234' }) id!: string;
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ example: '19293' }) amountMinor!: string;
  @ApiProperty({ example: '607' }) feesMinor!: string;
  @ApiProperty({ format: 'date-time' }) paidAt!: string;
  @ApiProperty({ format: 'uuid' }) entryId!: string;
}

@ApiTags('finance')
@Controller('api/finance/payouts')
export class PayoutsController {
  constructor(
    private readonly book: PayoutBook,
    private readonly unitOfWork: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Payouts to the bank, newest first, paged by cursor' })
  @ApiOkResponse({ type: [PayoutView] })
  async list(@Query() { cursor, limit }: PageQuery): Promise<Page<PayoutView>> {
    const rows = await this.dataSource.query<PayoutView[]>(
      `SELECT id, currency, amount_minor AS "amountMinor", fees_minor AS "feesMinor", paid_at AS "paidAt",
         entry_id AS "entryId" FROM payouts
       WHERE $1::text IS NULL OR (paid_at, id) < (SELECT paid_at, id FROM payouts WHERE id = $1)
       ORDER BY paid_at DESC, id DESC LIMIT $2`,
      [cursor ?? null, limit + 1],
    );
    return toPage(rows, limit, ({ id }) => id);
  }

  @Post()
  @RequiresScope('finance:write')
  @ApiOperation({
    summary: 'Book what a payment processor paid to the bank',
    description:
      'Its lines must come to its amount. The fee of each charge takes the place of the estimate in the books of its order. ' +
      'The same payout sent again changes nothing.',
  })
  @ApiCreatedResponse({ schema: { example: { entryId: '019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11', isNew: true } } })
  @ApiUnprocessableEntityResponse({ description: 'It does not add up, or its number is taken; nothing was booked' })
  create(@Body() body: PayoutBody, @Req() request: AuthenticatedRequest): Promise<{ entryId: string; isNew: boolean }> {
    assertNotInFuture('/paidAt', body.paidAt, this.clock.now());
    const payout = {
      ...{ id: body.id, currency: body.currency, amountMinor: BigInt(body.amountMinor) },
      paidAt: new Date(body.paidAt).toISOString(),
      lines: body.lines.map(({ kind, orderId, transactionId, grossMinor, feeMinor }) => ({
        ...{ kind, orderId, transactionId, grossMinor: BigInt(grossMinor), feeMinor: BigInt(feeMinor) },
      })),
    };
    return this.unitOfWork.run((tx) => this.book.record(tx, payout, requestedBy(request)));
  }
}

import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { PageQuery, Problem, RequiresScope, type Page } from '@vividwalls/platform';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { askedBeneficiary } from '../plans/asked-beneficiary.js';
import { readPeriod } from '../plans/plan-period.js';
import { PreviewBody } from '../plans/plan-requests.js';
import { PreviewView } from '../preview/preview-view.js';
import { CommissionPreview } from '../preview/preview.service.js';
import {
  BalancePageView,
  CommissionPageView,
  CommissionsQuery,
  type BalanceView,
  type CommissionView,
} from './commission-view.js';
import { findBalances, findCommissions } from './commissions.queries.js';

class BalancesQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'partner:ada-lindqvist' })
  @IsOptional()
  @IsString()
  @MaxLength(160)
  beneficiary?: string;
}

@ApiTags('finance')
@Controller('api/finance/commissions')
export class CommissionsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly previews: CommissionPreview,
  ) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'What orders bring under commission plans; newest first, paged by cursor' })
  @ApiOkResponse({ type: CommissionPageView })
  async list(@Query() query: CommissionsQuery): Promise<Page<CommissionView>> {
    const { orderId, state, cursor, limit } = query;
    const period = query.period === undefined ? undefined : readPeriod(query.period);
    if (query.period !== undefined && !period) {
      throw new Problem(400, 'Bad Request', 'period must be a month, quarter or year: 2026-11, 2026-Q4, 2026');
    }
    const beneficiary = askedBeneficiary(query.beneficiary);
    return findCommissions(this.dataSource, { orderId, beneficiary, state, period, cursor, limit });
  }

  @Get('balances')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'What is on hold for every payee, and what is to be paid, now' })
  @ApiOkResponse({ type: BalancePageView })
  async balances(@Query() { beneficiary, cursor, limit }: BalancesQuery): Promise<Page<BalanceView>> {
    return findBalances(this.dataSource, { beneficiary: askedBeneficiary(beneficiary), cursor, limit });
  }

  @Post('preview')
  @HttpCode(200)
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'What a plan would have cost in a past period',
    description: 'By the credits that orders placed in it have now. Nothing is written.',
  })
  @ApiBody({
    type: PreviewBody,
    examples: {
      rate: {
        value: {
          beneficiary: { kind: 'department', id: 'Sales' },
          period: '2026-10',
          ratePpm: 50_000,
          capMinor: '100000',
        },
      },
    },
  })
  @ApiOkResponse({ type: PreviewView })
  @ApiResponse({ status: 422, description: 'The terms are not sound, or the period has not begun' })
  preview(@Body() body: PreviewBody): Promise<PreviewView> {
    return this.previews.preview(body);
  }
}

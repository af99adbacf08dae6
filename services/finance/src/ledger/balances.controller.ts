import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, RequiresScope } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { Account } from '../journal/accounts.js';
import { TrialBalanceQuery } from './ledger-query.js';
import { TrialBalanceView } from './trial-balance-view.js';
import { findTrialBalance } from './trial-balance.queries.js';

@ApiTags('finance')
@Controller('api/finance')
export class BalancesController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Get('accounts')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'The chart of accounts' })
  @ApiOkResponse({
    schema: {
      example: [{ code: 'income:sales', type: 'income', name: 'Goods sold, before discounts' }],
    },
  })
  accounts(): Promise<Account[]> {
    return this.dataSource.query('SELECT code, type, name FROM accounts ORDER BY position');
  }

  @Get('trial-balance')
  @RequiresScope('finance:read')
  @ApiOperation({
    summary: 'Every account by currency; debits equal credits',
    description:
      'Of the real book by default: test and owner orders never count. A currency without entries is absent.',
  })
  @ApiOkResponse({ type: TrialBalanceView })
  async trialBalance(@Query() { book, at }: TrialBalanceQuery): Promise<TrialBalanceView> {
    const currencies = await findTrialBalance(this.dataSource, book, at);
    return { asOf: at ? new Date(at).toISOString() : this.clock.now().toISOString(), currencies };
  }
}

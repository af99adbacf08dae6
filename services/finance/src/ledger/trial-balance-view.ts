import { ApiProperty, getSchemaPath, ApiExtraModels } from '@nestjs/swagger';
import type { AccountBalance, CurrencyBalance, TrialBalance } from '@vividwalls/contracts';
import type { Account, AccountType } from '../journal/accounts.js';

export class AccountBalanceView implements AccountBalance {
  @ApiProperty({ example: 'asset:payments-clearing' }) account!: string;
  @ApiProperty({ enum: ['asset', 'liability', 'equity', 'income', 'expense'] }) type!: string;
  @ApiProperty({ example: '128400', description: 'Sum of all debits, minor units' }) debitMinor!: string;
  @ApiProperty({ example: '20900', description: 'Sum of all credits, minor units' }) creditMinor!: string;
  @ApiProperty({ example: '107500', description: 'Debits less credits' }) balanceMinor!: string;
}

export class CurrencyBalanceView implements CurrencyBalance {
  @ApiProperty({ example: '167533' }) debitMinor!: string;
  @ApiProperty({ example: '167533', description: 'Equal to debitMinor, or the books are broken' }) creditMinor!: string;
  @ApiProperty({ type: [AccountBalanceView] }) accounts!: AccountBalanceView[];
}

/** Every account's turnover and balance, by currency. A currency without any entry is absent. */
@ApiExtraModels(CurrencyBalanceView)
export class TrialBalanceView implements TrialBalance {
  @ApiProperty({ format: 'date-time' }) asOf!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(CurrencyBalanceView) },
    example: { USD: { debitMinor: '19900', creditMinor: '19900', accounts: [] } },
  })
  currencies!: Record<string, CurrencyBalanceView>;
}

/** An account of the chart. */
export class AccountView implements Account {
  @ApiProperty({ example: 'income:sales' }) code!: string;
  @ApiProperty({ enum: ['asset', 'liability', 'equity', 'income', 'expense'] }) type!: AccountType;
  @ApiProperty({ example: 'Goods sold, before discounts' }) name!: string;
}

/** One account's standing in each currency that it was ever used in. */
@ApiExtraModels(AccountBalanceView)
export class AccountStandingView {
  @ApiProperty({ example: 'asset:payments-clearing' }) code!: string;
  @ApiProperty({ enum: ['asset', 'liability', 'equity', 'income', 'expense'] }) type!: string;
  @ApiProperty({ example: 'Captured by payment providers, not yet paid out' }) name!: string;
  @ApiProperty({ format: 'date-time' }) asOf!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(AccountBalanceView) },
    example: {
      USD: {
        account: 'asset:payments-clearing',
        type: 'asset',
        debitMinor: '128400',
        creditMinor: '20900',
        balanceMinor: '107500',
      },
    },
  })
  currencies!: Record<string, AccountBalanceView>;
}

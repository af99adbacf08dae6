import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BeneficiaryBody } from '../plans/terms-requests.js';

const amount = (example: string, description?: string) =>
  ApiProperty({ type: String, nullable: true, example, ...(description && { description }) });

export class PreviewShareView extends BeneficiaryBody {
  @ApiProperty({ type: String, example: '32900' }) amountMinor!: string;
}

/** What a plan would have cost in a period. Amounts are null where there is nothing to tell them from. */
export class PreviewView {
  @ApiProperty({ type: String, example: '2026-10' }) period!: string;
  @ApiProperty({ type: String, format: 'date', example: '2026-10-01' }) from!: string;
  @ApiProperty({ type: String, format: 'date', example: '2026-10-31' }) to!: string;
  @ApiProperty({ type: String, example: 'USD' }) currency!: string;
  @ApiProperty({ type: Boolean, description: 'False while the period runs: more may come' }) isOver!: boolean;
  @ApiProperty({ type: Number, example: 31, description: 'Orders with a credit that counts' }) orders!: number;
  @amount('470000', 'Credited revenue that counts') baseMinor!: string | null;
  @amount('47000', 'By the formula alone') beforeCapMinor!: string | null;
  @amount('47000', 'And not above the cap') commissionMinor!: string | null;
  @amount('0', 'To the floor') topUpMinor!: string | null;
  @amount('47000', 'What the plan would have cost') totalMinor!: string | null;
  @ApiProperty({ type: [PreviewShareView] }) shares!: PreviewShareView[];
  @ApiPropertyOptional({ type: String, description: 'Why the amounts are null' }) reason?: string;
}

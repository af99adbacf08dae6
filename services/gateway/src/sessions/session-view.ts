import { ApiProperty } from '@nestjs/swagger';

export class SessionShopView {
  @ApiProperty({ type: String, example: 'America/New_York', description: 'By this clock the shop’s days begin' })
  timeZone!: string;
  @ApiProperty({ type: String, example: 'USD', description: 'Of budgets and of what agents’ work costs' })
  currency!: string;
}

/** Who is signed in to the console, and what the console must know to show anything. */
export class SessionView {
  @ApiProperty({ type: String, example: 'user:owner' }) actor!: string;
  @ApiProperty({ type: [String], example: ['*'] }) scopes!: readonly string[];
  @ApiProperty({ type: String, format: 'date-time', description: 'When one must sign in again' }) expiresAt!: string;
  @ApiProperty({ type: SessionShopView }) shop!: SessionShopView;
  @ApiProperty({ type: String, example: '0.1.0', description: 'Of the system' }) version!: string;
}

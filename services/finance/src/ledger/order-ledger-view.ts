import { ApiProperty } from '@nestjs/swagger';
import type { OrderLedger } from '@vividwalls/contracts';
import { EntryView } from './entry-view.js';

/** Everything the books hold about one order. */
export class OrderLedgerView implements OrderLedger {
  @ApiProperty({ example: '450789469' }) orderId!: string;
  @ApiProperty({ example: 'USD', description: "The shop's currency" }) currency!: string;
  @ApiProperty({ description: 'Whether it stands in the test book' }) test!: boolean;
  @ApiProperty({ type: [EntryView], description: 'In the order of recording; empty until anything is paid' })
  entries!: EntryView[];
  @ApiProperty({ type: [String], description: 'What is known and cannot be booked yet, with the reason' })
  waiting!: string[];
}

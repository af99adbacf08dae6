import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { RequiresScope } from '@vividwalls/platform';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, Length } from 'class-validator';
import { DataSource } from 'typeorm';
import { findOrderNames } from './order-names.queries.js';
import { OrderNamesView } from './order-views.js';

/** Orders named in one answer. */
const NAMES_MAX = 100;
const LONGEST_ID = 64;

class OrderNamesQuery {
  @ApiProperty({
    type: String,
    example: '450789469,450789470',
    description: `Shopify’s ids, comma separated, at most ${NAMES_MAX}`,
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(NAMES_MAX)
  @ArrayUnique()
  @Length(1, LONGEST_ID, { each: true })
  ids!: string[];
}

/** For lists that know orders by their ids alone. */
@ApiTags('finance')
@Controller('api/finance/order-names')
export class OrderNamesController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'The numbers that the shop shows for orders known by id' })
  @ApiOkResponse({ type: OrderNamesView })
  async names(@Query() { ids }: OrderNamesQuery): Promise<OrderNamesView> {
    return { items: await findOrderNames(this.dataSource, ids) };
  }
}

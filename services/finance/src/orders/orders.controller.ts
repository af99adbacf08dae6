import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Problem, RequiresScope } from '@vividwalls/platform';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { findOrderInBooks, findOrdersByNumber } from './orders.queries.js';
import { FoundOrdersView, OrderInBooksView } from './order-views.js';

const LONGEST_NUMBER = 64;

/** Longest part of a foreign id repeated in an answer. */
const SHOWN_ID_CHARACTERS = 40;

class OrderNumberQuery {
  @ApiProperty({ example: '#1001', description: "The shop's number, with or without #, or Shopify's id" })
  @IsString()
  @IsNotEmpty()
  @MaxLength(LONGEST_NUMBER)
  number!: string;
}

@ApiTags('finance')
@Controller('api/finance/orders')
export class OrdersController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'Find an order by the number that the shop shows, or by its id' })
  @ApiOkResponse({ type: FoundOrdersView })
  async find(@Query() { number }: OrderNumberQuery): Promise<FoundOrdersView> {
    return { items: await findOrdersByNumber(this.dataSource, number.trim()) };
  }

  @Get(':shopifyOrderId')
  @RequiresScope('finance:read')
  @ApiOperation({ summary: 'One order in the books: what it came to, its margin and that of every line' })
  @ApiOkResponse({ type: OrderInBooksView })
  @ApiNotFoundResponse({ description: 'No event told of this order' })
  async show(@Param('shopifyOrderId') orderId: string): Promise<OrderInBooksView> {
    const order = await findOrderInBooks(this.dataSource, orderId);
    if (order) return order;
    const detail = `Nothing is known of order ${orderId.slice(0, SHOWN_ID_CHARACTERS)}.`;
    throw new Problem(404, 'Order not in the books', detail);
  }
}

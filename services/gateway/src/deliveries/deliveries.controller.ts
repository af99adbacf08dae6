import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { PageQuery, RequiresScope } from '@vividwalls/platform';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { DeliveryPageView } from './delivery-views.js';
import { listDeliveries } from './delivery.queries.js';

class DeliveryQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['translated', 'untranslatable'] })
  @IsOptional()
  @IsIn(['translated', 'untranslatable'])
  status?: string;
  @ApiPropertyOptional({ type: String, example: 'orders/paid' })
  @IsOptional()
  @IsString()
  @MaxLength(255)
  topic?: string;
  @IsOptional() @Matches(/^[0-9]{1,18}$/, { message: 'cursor must be one that a page gave' }) declare cursor?: string;
}

@ApiTags('gateway')
@Controller('api/gateway/deliveries')
export class DeliveriesController {
  constructor(private readonly dataSource: DataSource) {}

  @Get()
  @RequiresScope('gateway:read')
  @ApiOperation({ summary: 'Webhook deliveries and what became of them, newest first' })
  @ApiOkResponse({ type: DeliveryPageView })
  list(@Query() query: DeliveryQuery): Promise<DeliveryPageView> {
    return listDeliveries(this.dataSource, query) as Promise<DeliveryPageView>;
  }
}

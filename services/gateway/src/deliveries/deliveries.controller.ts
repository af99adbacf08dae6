import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { PageQuery, RequiresScope, type Page } from '@vividwalls/platform';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { listDeliveries, type DeliveryRecord } from './delivery.queries.js';

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
  list(@Query() query: DeliveryQuery): Promise<Page<DeliveryRecord>> {
    return listDeliveries(this.dataSource, query);
  }
}

import { Module } from '@nestjs/common';
import { OrdersController } from './orders.controller.js';

/** Single orders, to be found and read. */
@Module({ controllers: [OrdersController] })
export class OrdersModule {}

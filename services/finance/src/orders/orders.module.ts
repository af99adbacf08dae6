import { Module } from '@nestjs/common';
import { OrderNamesController } from './order-names.controller.js';
import { OrdersController } from './orders.controller.js';

/** Single orders, to be found and read. */
@Module({ controllers: [OrdersController, OrderNamesController] })
export class OrdersModule {}

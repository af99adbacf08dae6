import { Injectable } from '@nestjs/common';
import { toPage, type Page } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { findAsked } from '../../approvals/approval-rows.js';
import { approvalKey } from '../../approvals/asked-approval.js';
import type { PaymentRequest } from './payment-request.js';
import { findPaymentRequest, listPaymentRequests, type PaymentFilter } from './payment-request.rows.js';
import { paymentView, type PaymentView } from './payment-view.js';
import { findStatementsById } from './statement.queries.js';

/** Payments as they are shown: with their statements, and with what became of their questions. */
@Injectable()
export class Payments {
  constructor(private readonly dataSource: DataSource) {}

  async find(id: string): Promise<PaymentView | undefined> {
    const payment = await findPaymentRequest(this.dataSource, id);
    return payment && (await this.views([payment]))[0];
  }

  async list({ limit, ...filter }: PaymentFilter & { readonly limit: number }): Promise<Page<PaymentView>> {
    const payments = await listPaymentRequests(this.dataSource, filter, limit + 1);
    const page = toPage(payments, limit, ({ id }) => id);
    return { ...page, items: await this.views(page.items) };
  }

  private async views(payments: readonly PaymentRequest[]): Promise<PaymentView[]> {
    const keyOf = ({ id }: PaymentRequest) => approvalKey('payment', id);
    const [asked, statements] = await Promise.all([
      findAsked(this.dataSource, payments.map(keyOf)),
      findStatementsById(this.dataSource, [...new Set(payments.map(({ statementId }) => statementId))]),
    ]);
    return payments.map((one) => paymentView(one, statements.get(one.statementId)!, asked.get(keyOf(one))));
  }
}

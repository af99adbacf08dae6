import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Outbox, UnitOfWork } from '../index.js';
import { BookLent, BookReturned } from './events.js';

/** The use cases: each changes the state and says so in one transaction. */
@Injectable()
export class Lending {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {}

  /** Returns the loan's id. */
  lend(loan: { readonly reader: string; readonly title: string; readonly dueAt: string }): Promise<string> {
    return this.unitOfWork.run(async (tx) => {
      const loanId = randomUUID();
      await tx.query('INSERT INTO loans (id, reader, title) VALUES ($1, $2, $3)', [loanId, loan.reader, loan.title]);
      await this.outbox.append(tx, [{ event: BookLent, subject: loanId, data: { loanId, ...loan } }]);
      return loanId;
    });
  }

  /** Throws when nobody has this loan: then nothing is appended either. */
  giveBack(loanId: string): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const [[loan]] = await tx.query<[{ reader: string }[], number]>(
        'DELETE FROM loans WHERE id = $1 RETURNING reader',
        [loanId],
      );
      if (!loan) throw new Error(`there is no loan ${loanId}`);
      const { reader } = loan;
      await this.outbox.append(tx, [{ event: BookReturned, subject: loanId, version: 1, data: { loanId, reader } }]);
    });
  }
}

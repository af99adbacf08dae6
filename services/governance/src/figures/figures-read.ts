import { Inject, Injectable } from '@nestjs/common';
import {
  FIGURES,
  readInboxFigures,
  type FigureName,
  type FiguresAnswer,
  type FiguresQuestion,
} from '@vividwalls/contracts';
import { Answers } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { countWaitingAt } from './waiting-at.js';

const SOURCE = '/api/governance/approvals/counts';

/** Answers what waits for people: at the end of the period, now at the latest. */
@Injectable()
export class FiguresRead {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  @Answers(readInboxFigures)
  async read({ figures, from, to }: FiguresQuestion): Promise<FiguresAnswer> {
    const now = this.clock.now();
    const waiting = figures.includes('approvals_waiting') ? await this.waitingBy(new Date(to), now) : null;
    const found = (name: FigureName) => {
      const { service } = FIGURES[name];
      if (service !== 'governance') return { value: null, reason: `${service} knows it`, source: `/api/${service}` };
      const reason = waiting === null ? 'nothing was kept yet at that time' : null;
      return { value: waiting?.toString() ?? null, reason, source: SOURCE };
    };
    return {
      figures: figures.map((name) => ({
        ...{ name, unit: FIGURES[name].unit, currency: null, from, to, asOf: now.toISOString(), ...found(name) },
      })),
    };
  }

  private waitingBy(end: Date, now: Date): Promise<number | null> {
    return countWaitingAt(this.dataSource, end < now ? end : now);
  }
}

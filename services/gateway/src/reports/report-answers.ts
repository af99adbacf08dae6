import { Injectable } from '@nestjs/common';
import { takeReports, type ReportAnswer, type ReportQuestion } from '@vividwalls/contracts';
import { Answers } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { readReports } from '../n8n/report-catalogue.js';
import { ReportIntake } from './report-intake.js';

/** Takes reports that another service was handed: read by the same rules as those that n8n sends. */
@Injectable()
export class ReportAnswers {
  constructor(
    private readonly intake: ReportIntake,
    private readonly clock: Clock,
  ) {}

  @Answers(takeReports)
  async take({ actor, reports }: ReportQuestion): Promise<ReportAnswer> {
    const reading = readReports(JSON.stringify(reports), this.clock.now());
    if (!reading.ok) return { result: 'refused', faults: reading.faults };
    return { result: 'taken', ids: await this.intake.take(reading.reports, { actor }) };
  }
}

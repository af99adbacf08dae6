import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ShopCalendar } from './shop-calendar.js';

/** The days of the books were written in another time zone than is configured now. */
export class AnotherTimeZone extends Error {
  override readonly name = 'AnotherTimeZone';
  constructor(booked: string, configured: string) {
    super(
      `SHOP_TIME_ZONE is ${configured}, but the books keep the days of ${booked}: what is booked stays on its day. ` +
        `Set it back to ${booked}.`,
    );
  }
}

/** The first start fixes the time zone by which the books keep days; a start with another one is refused. */
@Injectable()
export class FixedCalendar implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calendar: ShopCalendar,
  ) {}

  async onModuleInit(): Promise<void> {
    const { timeZone } = this.calendar;
    await this.dataSource.query('INSERT INTO calendar (time_zone) VALUES ($1) ON CONFLICT DO NOTHING', [timeZone]);
    const [row] = await this.dataSource.query<{ time_zone: string }[]>('SELECT time_zone FROM calendar');
    if (row && row.time_zone !== timeZone) throw new AnotherTimeZone(row.time_zone, timeZone);
  }
}

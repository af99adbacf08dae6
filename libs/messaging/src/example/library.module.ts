import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { coreStreams, MessagingModule, type MessagingLog, type StreamSettings } from '../index.js';
import { catalogue, NAMESPACE, STREAM } from './events.js';
import { Lending } from './lending.js';
import { OpenLoans } from './open-loans.js';
import { Reminders } from './reminders.js';

const DAY_MS = 86_400_000;

/** For `provisionStreams`, which an administrator calls before the first service starts. */
export const STREAMS: StreamSettings[] = [
  {
    name: STREAM,
    subjects: [`${NAMESPACE}.library.>`],
    description: 'What the library says',
    maxAgeMs: 90 * DAY_MS,
  },
  ...coreStreams(NAMESPACE),
];

export interface LibrarySettings {
  readonly brokerUrl: string;
  readonly databaseUrl: string;
  /** Connected, with the schema `library` as its search path. */
  readonly dataSource: DataSource;
  readonly log: MessagingLog;
}

@Global()
@Module({})
class DatabaseModule {}

/** The whole service; `NestFactory.createApplicationContext` starts it, `close()` drains it. */
@Module({})
export class LibraryModule {
  static forRoot({ dataSource, ...settings }: LibrarySettings): DynamicModule {
    return {
      module: LibraryModule,
      imports: [
        {
          module: DatabaseModule,
          providers: [{ provide: DataSource, useValue: dataSource }],
          exports: [DataSource],
        },
        MessagingModule.forRoot({
          ...settings,
          service: 'library',
          source: `${NAMESPACE}/library`,
          namespace: NAMESPACE,
          catalogue,
          now: () => new Date(),
        }),
      ],
      providers: [Lending, Reminders, OpenLoans],
    };
  }
}

import { Global, Inject, Injectable, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { createDataSource, type DataSourceSettings } from '@vividwalls/persistence';
import { DataSource } from 'typeorm';

/** Closes the pool after everything that uses it has stopped. */
@Injectable()
class DataSourceLifetime implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** The service's connected data source, for every module. */
@Global()
@Module({})
export class PersistenceModule {
  static forRoot(settings: DataSourceSettings): DynamicModule {
    return {
      module: PersistenceModule,
      providers: [
        { provide: DataSource, useFactory: () => createDataSource(settings).initialize() },
        DataSourceLifetime,
      ],
      exports: [DataSource],
    };
  }
}

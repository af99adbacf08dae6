import { Module, type DynamicModule } from '@nestjs/common';
import { messagingController } from './messaging.controller.js';
import { replaysController } from './replays.controller.js';
import { Republisher } from './republisher.js';

/** The operators' door to a service's messaging, under `/api/<service>/messaging`. */
@Module({})
export class OperationsModule {
  static forService(service: string): DynamicModule {
    return {
      module: OperationsModule,
      controllers: [messagingController(service), replaysController(service)],
      providers: [Republisher],
    };
  }
}

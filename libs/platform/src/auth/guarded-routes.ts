import type { INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { OPEN, SCOPE } from './requires-scope.js';

/** Nest keeps a route's path under this key. */
const ROUTE_PATH = 'path';

/** Throws, naming every one, when a route has neither a scope nor a declared reason to be open: no start. */
export function assertRoutesGuarded(app: INestApplication): void {
  const scanner = app.get(MetadataScanner);
  const unguarded = app
    .get(DiscoveryService)
    .getControllers()
    .flatMap(({ metatype }) => {
      const controller = metatype as (new () => object) | null;
      if (!controller) return [];
      const prototype = controller.prototype as Record<string, object>;
      const isGuarded = (target: object) => Reflect.hasMetadata(SCOPE, target) || Reflect.hasMetadata(OPEN, target);
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata(ROUTE_PATH, prototype[name]!))
        .filter((name) => !isGuarded(prototype[name]!) && !isGuarded(controller))
        .map((name) => `${controller.name}.${name}`);
    });
  if (unguarded.length > 0) throw new Error(`Routes without a scope:\n  ${unguarded.join('\n  ')}`);
}

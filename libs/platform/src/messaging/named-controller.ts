import type { Type } from '@nestjs/common';

/**
 * Gives a controller made for a service a name with the service in it: the documents of all services are put together, and
 * an operation is known there by its controller's name.
 */
export function named(service: string, controller: Type): Type {
  const name = service.charAt(0).toUpperCase() + service.slice(1) + controller.name;
  Object.defineProperty(controller, 'name', { value: name });
  return controller;
}

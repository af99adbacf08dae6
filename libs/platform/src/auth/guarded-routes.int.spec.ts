import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { assertRoutesGuarded } from './guarded-routes.js';
import { OpenRoute, RequiresScope } from './requires-scope.js';

@Controller('guarded')
class Guarded {
  @Get()
  @RequiresScope('things:read')
  list(): string {
    return 'things';
  }
}

@Controller('open')
@OpenRoute('it only tells the time')
class Open {
  @Get()
  time(): string {
    return 'now';
  }
}

@Controller('forgotten')
class Forgotten {
  @Get()
  secrets(): string {
    return 'all of them';
  }

  /** Not a route, so it needs no scope. */
  helper(): void {}
}

async function check(controllers: (new () => object)[]): Promise<void> {
  class App {}
  Module({ imports: [DiscoveryModule], controllers })(App);
  const app = await NestFactory.create(App, new FastifyAdapter(), { logger: false, abortOnError: false });
  try {
    await app.init();
    assertRoutesGuarded(app);
  } finally {
    await app.close();
  }
}

describe('the walk over all routes at start', () => {
  it('lets routes with a scope or a reason pass', () => expect(check([Guarded, Open])).resolves.toBeUndefined());

  it('refuses to start with a route that has neither, and names it', async () => {
    await expect(check([Guarded, Forgotten])).rejects.toThrow('Routes without a scope:\n  Forgotten.secrets');
  });
});

import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { asyncApiDocument } from '@vividwalls/events';
import { CONFIG, OpenRoute } from '@vividwalls/platform';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { upstreamsOf } from '../door/upstreams.js';
import type { GatewayConfig } from '../gateway.config.js';
import { mergeOpenApi, type OpenApi } from './merge-openapi.js';

@ApiExcludeController()
@Controller('api')
@OpenRoute('the documents describe the interface and hold no data')
export class DocumentsController {
  constructor(
    private readonly adapter: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  /** Every service's routes as one document. A service that does not answer is named in the description. */
  @Get('openapi.json')
  async openApi(): Promise<OpenApi> {
    const own = await (this.adapter.httpAdapter.getInstance() as FastifyInstance).inject('/openapi.json');
    const parts = upstreamsOf(this.config.VW_UPSTREAMS).map(async ({ name, url }) => {
      const response = await fetch(`${url}/openapi.json`);
      return { name, document: (await response.json()) as OpenApi };
    });
    return mergeOpenApi([{ name: 'gateway', document: own.json<OpenApi>() }, ...(await Promise.all(parts))]);
  }

  @Get('asyncapi.json')
  asyncApi(): object {
    return asyncApiDocument();
  }
}

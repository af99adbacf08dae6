import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI 3 document of one service's routes. */
export function openApiDocument(app: INestApplication, service: string): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle(`VividWalls MAS · ${service}`)
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, description, { autoTagControllers: false });
}

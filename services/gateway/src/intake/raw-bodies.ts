import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

const WEBHOOKS = '/webhooks/';

/**
 * Webhook bodies stay bytes, whatever their content type: the signature is over the bytes, and a signed body that is no
 * JSON is kept too. All other bodies are JSON.
 */
export function keepWebhookBodiesRaw(app: NestFastifyApplication): void {
  const parse = (request: FastifyRequest, body: Buffer, done: (error: Error | null, value?: unknown) => void) => {
    if (request.url.startsWith(WEBHOOKS)) return done(null, body);
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(body.toString('utf8')));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  };
  app.getHttpAdapter().getInstance().removeAllContentTypeParsers();
  app
    .getHttpAdapter()
    .getInstance()
    .addContentTypeParser('*', { parseAs: 'buffer' }, parse as never);
}

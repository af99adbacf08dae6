import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OpenRoute } from '@vividwalls/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONSOLE_FOLDER, isConsoleBuilt } from './console-files.js';
import { CONSOLE_HEADERS } from './console-headers.js';
import { consoleAnswer } from './console-path.js';

/** What is named by its content may be kept for a year, which is as long as anybody keeps anything. */
const KEPT = { cacheControl: true, maxAge: 365 * 86_400_000, immutable: true };

const NOT_BUILT = 'The console is not built: run `npm start`, or `npx nx build console`. The API is at /api.\n';

/** Every path that nobody else has: the console's pages and what they consist of. */
@ApiExcludeController()
@Controller()
@OpenRoute('the console’s files hold no data; all they show is asked for with a session')
export class ConsoleController {
  constructor(@Inject(CONSOLE_FOLDER) private readonly folder: string) {}

  @Get('*')
  serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const path = request.url.split('?')[0]!;
    const kind = consoleAnswer(path, request.headers.accept);
    if (kind === 'nothing') return reply.callNotFound();
    reply.headers(CONSOLE_HEADERS).header('cache-control', 'no-cache');
    if (kind === 'page') return this.servePage(reply);
    if (!isConsoleBuilt(this.folder)) return reply.callNotFound();
    // What is no UTF-8 was refused before any route was looked for.
    reply.sendFile(decodeURIComponent(path), kind === 'asset' ? KEPT : {});
  }

  private servePage(reply: FastifyReply): void {
    if (isConsoleBuilt(this.folder)) reply.sendFile('index.html');
    else void reply.status(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
  }
}

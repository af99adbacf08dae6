import fastifyStatic from '@fastify/static';
import type { Provider } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the built console lies. */
export const CONSOLE_FOLDER = Symbol('console folder');

/** Beside this service: the same place from the sources, from `dist` and in the container. */
export const consoleFolder: Provider<string> = {
  provide: CONSOLE_FOLDER,
  useValue: fileURLToPath(new URL('../../../console/dist/', import.meta.url)),
};

/** Whether the console was built. Looked at with every page, for it may be built while the door is open. */
export const isConsoleBuilt = (folder: string): boolean => existsSync(join(folder, 'index.html'));

/** Lets answers be files of the console: `reply.sendFile`. Which paths are files is the controller's to say. */
export async function serveFiles(app: NestFastifyApplication): Promise<void> {
  await app.register(fastifyStatic as never, {
    ...{ root: app.get<string>(CONSOLE_FOLDER), serve: false, suppressWarning: true },
    ...{ preCompressed: true, dotfiles: 'ignore', index: false, cacheControl: false },
  });
}

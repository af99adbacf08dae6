// `npm start`: the supervisor. See docs/operations.md for what it does and in which order.
import colors from 'picocolors';
import { lockPath, readRunFile } from '../home/run-file.js';
import { loadSecrets } from '../home/secrets.js';
import { readSettings } from '../home/settings.js';
import { LockHeld, takeLock } from '../processes/file-lock.js';
import { confirmFresh, removeData } from './fresh.js';
import { parseStartOptions, START_USAGE } from './options.js';
import { Screen } from './screen.js';
import { onStopRequest } from './stop-signals.js';
import { System } from './system.js';

process.exit(await main(process.argv.slice(2)));

/** @returns the exit code: 0 stopped as asked, 1 could not start, 2 wrong arguments, 130 forced */
async function main(args: string[]): Promise<number> {
  const screen = new Screen();
  let options;
  try {
    options = parseStartOptions(args);
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${START_USAGE}`);
    return 2;
  }
  if (options === 'help') {
    console.log(START_USAGE);
    return 0;
  }
  let unlock = (): void => {};
  const stopping = new AbortController();
  try {
    const settings = readSettings(process.env);
    if (options.fresh) await confirmFresh(settings, options.yes);
    loadSecrets(settings.home);
    unlock = lock(settings.home);
    if (options.fresh) await removeData(settings.home);
    const system = new System(settings, options, screen, stopping.signal);
    onStopRequest(
      () => {
        screen.note('\nStopping … (again to force)');
        stopping.abort();
      },
      () => void system.kill().finally(() => (unlock(), process.exit(130))),
    );
    try {
      await system.start();
      if (!stopping.signal.aborted) await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve));
    } finally {
      await system.stop();
    }
    screen.note('Stopped.');
    return 0;
  } catch (error) {
    if (stopping.signal.aborted) return 0;
    console.error(`\n${colors.red('✗')} ${messageOf(error)}`);
    return 1;
  } finally {
    unlock();
  }
}

function lock(home: string): () => void {
  try {
    return takeLock(lockPath(home));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    const url = readRunFile(home)?.url;
    throw new Error(
      `VividWalls MAS already runs from ${home} (process ${error.pid})${url ? ` at ${url}` : ''}.\n` +
        'Stop that one, or start another beside it: VW_HOME=.vividwalls/second PORT=8090 npm start',
      { cause: error },
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import type { Command } from 'commander';
import { Api } from './api/api.js';
import { Output } from './output.js';
import { Settings, type GlobalOptions } from './settings.js';
import type { Terminal } from './terminal.js';

/** What a command works with. */
export interface Context {
  readonly terminal: Terminal;
  readonly settings: Settings;
  readonly api: Api;
  readonly output: Output;
}

export function contextOf(terminal: Terminal, command: Command): Context {
  const options: GlobalOptions = command.optsWithGlobals();
  const settings = new Settings(terminal, options);
  return {
    terminal,
    settings,
    api: new Api(settings, terminal.signal),
    output: new Output(terminal, options.json === true),
  };
}

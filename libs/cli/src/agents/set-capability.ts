import type { CapabilityShown } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import { hintedConflict } from '../api/problem.js';
import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { readJsonObject } from '../dlq/read-json.js';
import { shown, type Terminal } from '../terminal.js';
import { capabilityPath } from './agents-api.js';

/** Makes a capability of what is in a file. Exit code 1 when there is one so named. */
export const addCapability: Action<object> = async ({ api, output, terminal }, _options, [file]) => {
  const { name, body } = await capabilityIn(terminal, file!);
  const made = await api.put<CapabilityShown>(capabilityPath(name), body, keyed()).catch((error: unknown) => {
    throw hintedConflict(error, `Change it: vw agents capability set ${file}`);
  });
  output.result(made, () => setText(made));
};

/** Changes all of a capability to what is in a file. Exit code 1 when somebody changed it meanwhile. */
export const setCapability: Action<object> = async ({ api, output, terminal }, _options, [file]) => {
  const { name, version, body } = await capabilityIn(terminal, file!);
  if (version === undefined) {
    const begin = `begin with what is there: vw agents capabilities ${name} --json > ${file === '-' ? 'FILE' : file}`;
    throw usageError(`Which version of ${name} was looked at? Give its "version", or ${begin}`);
  }
  const order = { ...body, expectedVersion: version };
  const changed = await api.put<CapabilityShown>(capabilityPath(name), order, keyed()).catch((error: unknown) => {
    throw hintedConflict(error, `See what it is now: vw agents capabilities ${name}`);
  });
  output.result(changed, () => setText(changed));
};

interface CapabilityFile {
  readonly name: string;
  /** The one that was looked at. */
  readonly version: unknown;
  readonly body: Readonly<Record<string, unknown>>;
}

/** As `vw agents capabilities NAME --json` shows it; who has it is no part of it. */
async function capabilityIn(terminal: Terminal, file: string): Promise<CapabilityFile> {
  const given = await readJsonObject(terminal, file);
  const { name, version, targetAgents: _targetAgents, agents: _agents, ...body } = given;
  if (typeof name !== 'string')
    throw usageError(`${file === '-' ? 'standard input' : file} names no capability: { "name": "order.triage", … }`);
  return { name, version, body };
}

function setText({ name, version, targetAgents }: CapabilityShown): string {
  const who =
    targetAgents.length === 0
      ? `No active agent has it. Let one have it: vw agents grant AGENT ${name}`
      : `So it is from the next piece of work on, for ${targetAgents.join(', ')}.`;
  return shown(`${name} is at version ${version}. ${who}`);
}

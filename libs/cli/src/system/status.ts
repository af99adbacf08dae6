import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';

interface Check {
  readonly ok: boolean;
  readonly detail?: string;
  readonly checks?: Readonly<Record<string, Check>>;
}

interface Readiness {
  readonly status: string;
  readonly service: string;
  readonly checks: Readonly<Record<string, Check>>;
}

/** Whether every service and what it needs can work. Exit code 1 when not. */
export const status: Action<object> = async ({ api, output, settings }) => {
  const { status: code, body } = await api.open<Readiness>('/health/ready');
  const ready = code === 200;
  output.result({ url: settings.url, ready, ...body }, () => {
    const rows = flattened(body.checks ?? {}).map(([name, check]) => [
      name,
      check.ok ? 'ready' : 'NOT READY',
      check.detail ?? '',
    ]);
    const heading = ready ? output.paint.green('The system is ready') : output.paint.red('The system is not ready');
    return `${heading} (${settings.url})\n${output.table([{ title: 'what' }, { title: 'state' }, { title: 'detail' }], rows)}`;
  });
  return ready ? ExitCode.ok : ExitCode.negative;
};

/** `finance`, `finance/postgres`, … */
function flattened(checks: Readonly<Record<string, Check>>, prefix = ''): [string, Check][] {
  return Object.entries(checks).flatMap(([name, check]): [string, Check][] => [
    [prefix + name, check],
    ...flattened(check.checks ?? {}, `${prefix}${name}/`),
  ]);
}

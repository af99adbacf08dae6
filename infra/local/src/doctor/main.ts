// `npm run doctor [-- --json]`: what is wrong with this machine and how to mend it.
import colors from 'picocolors';
import { readSettings, SettingsError } from '../home/settings.js';
import { fail, type Finding } from './finding.js';
import { homeFindings } from './home-findings.js';
import { machineFindings } from './machine.js';
import { serverFindings } from './servers-found.js';

const asJson = process.argv.includes('--json');
const findings = await examine();
const isWell = findings.every(({ level }) => level !== 'fail');

if (asJson) console.log(JSON.stringify({ ok: isWell, findings }, null, 2));
else for (const finding of findings) console.log(line(finding));
process.exitCode = isWell ? 0 : 1;

async function examine(): Promise<Finding[]> {
  try {
    const settings = readSettings(process.env);
    const parts = await Promise.all([machineFindings(settings.home), serverFindings(settings), homeFindings(settings)]);
    return parts.flat();
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return [fail('environment', error.message, 'mend or unset these variables')];
  }
}

function line({ subject, level, detail, remedy }: Finding): string {
  const mark = { ok: colors.green('ok  '), warn: colors.yellow('warn'), fail: colors.red('fail') }[level];
  const mend = remedy ? `\n${remedy.replaceAll(/^/gm, `${' '.repeat(17)}→ `)}` : '';
  return `${mark} ${subject.padEnd(11)} ${detail}${mend}`;
}

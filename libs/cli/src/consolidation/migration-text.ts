import type { GateFindingShown, MigrationArm, MigrationDetail, MigrationShown } from '@vividwalls/contracts';
import { facts } from '../facts.js';
import { columns, type Output } from '../output.js';
import { shown } from '../terminal.js';

/** `canary 10`. */
export const stateWords = (state: string): string => state.replaceAll('_', ' ');

/** A migration for reading: who acts, the evidence, what the gates say, and the steps so far. */
export function migrationText(output: Output, migration: MigrationDetail): string {
  const { id, targetAgentId, personaId, legacyAgentIds, state, stateSince, run, arms, shadow, moves } = migration;
  const lead = facts([
    ['migration', id],
    ['to', `${targetAgentId} as ${personaId}`],
    ['from', legacyAgentIds.join(', ')],
    ['state', `${stateWords(state)} since ${stateSince}`],
    ['run', String(run)],
    ['acts', actingText(migration)],
    ['moves', movesText(migration)],
    ['legacy', armText(arms.legacy)],
    ['target', armText(arms.target)],
    ['compared', `${shadow.matches} match, ${shadow.differences} differ, ${shadow.incomparable} incomparable`],
  ]);
  const parts = [lead, '', findings(output, migration)];
  const rows = moves.map((one) => [
    ...[String(one.version), one.at, one.from === null ? '' : stateWords(one.from), stateWords(one.to)],
    ...[one.actor, one.reason, overruled(one.findings)],
  ]);
  const titles = ['version', 'at', 'from', 'to', 'by', 'reason', 'overruled'];
  if (rows.length > 0) {
    const table = output.table(columns(titles), rows);
    parts.push('', table);
  }
  return parts.join('\n');
}

/** Where a step has brought it. */
export function movedText({ id, targetAgentId, personaId, state }: MigrationShown): string {
  return shown(`${targetAgentId} as ${personaId} is ${stateWords(state)}. See: vw consolidation show ${id}`);
}

/** In every state, who does the work. */
export function actingText({ state, targetAgentId, legacyAgentIds, excluded }: MigrationDetail): string {
  const legacy = legacyAgentIds[0] ?? 'the legacy agent';
  const kept = excluded.length === 0 ? '' : `; of it ${excluded.map(({ name }) => name).join(', ')} stays`;
  switch (state) {
    case 'shadow':
      return `${legacy}; ${targetAgentId} proposes beside it`;
    case 'canary_10':
    case 'canary_50': {
      const share = state === 'canary_10' ? 10 : 50;
      return `${targetAgentId} for ${share} %, ${legacy} for the rest${kept}`;
    }
    case 'active':
    case 'retired':
      return targetAgentId;
    default:
      return legacy;
  }
}

/** What moves it by itself. */
export function movesText({ isAutomatic, settings }: MigrationDetail): string {
  if (!isAutomatic) return 'by hand alone: neither thresholds nor gates move it';
  const forward =
    settings.advanceUpTo === null
      ? 'forward by hand'
      : `forward by itself until ${stateWords(settings.advanceUpTo)}, when every gate is passed`;
  return `back by itself at a threshold, ${forward}`;
}

const armText = ({ samples, errors }: MigrationArm): string =>
  samples === 0 ? 'nothing ended yet in this state' : `${samples} ended, ${errors} of them failed`;

function findings(output: Output, { id, state, findings }: MigrationDetail): string {
  if (state === 'rolled_back') return shown(`Rolled back. Plan it again: vw consolidation plan ${id} --reason …`);
  if (findings.length === 0) return 'It is at its end: there is no gate ahead.';
  const titles = ['gate', 'verdict', 'finding'];
  const table = output.table(
    columns(titles),
    findings.map(({ gate, verdict, finding }) => [gate, verdict, finding]),
  );
  const isOpen = findings.every(({ verdict }) => verdict === 'passed');
  const next = isOpen
    ? output.paint.green(shown(`Every gate is passed: vw consolidation advance ${id}`))
    : output.paint.yellow('Not every gate is passed.');
  return `${table}\n${next}`;
}

const overruled = (given: readonly GateFindingShown[]): string =>
  given
    .filter(({ verdict }) => verdict === 'overruled')
    .map(({ gate }) => gate)
    .join(', ');

import { parse } from 'csv-parse/sync';
import { LEVELS, type AgentLevel } from '../agent.js';

/** Who, by the shop's papers, is above an agent. */
export interface NamedManagers {
  /** Null for the root. */
  readonly name: string | null;
  readonly also: string | null;
}

/** One line of the shop's papers on its agents. */
export interface RosterRow {
  readonly name: string;
  readonly department: string;
  readonly level: AgentLevel;
  /** `Commercial team`, where the level names one. */
  readonly team: string | null;
  readonly managers: NamedManagers;
  readonly role: string;
  /** Papers that name it: `index`, `compendium`, `hierarchy`, `webhooks`. */
  readonly sources: readonly string[];
  /** The target agent that takes it over; null where there is none. */
  readonly target: string | null;
  /** How that is known: `explicit`, `inferred`, `gap`, with what the papers add in brackets. */
  readonly basis: string;
  /** Whether there is no such agent before the consolidation. */
  readonly isNew: boolean;
}

export interface RosterFault {
  /** The agent's name in the papers. */
  readonly agent: string;
  readonly message: string;
}

const NAMED_IN = {
  in_index: 'index',
  in_compendium: 'compendium',
  in_hierarchy: 'hierarchy',
  webhook_listed: 'webhooks',
} as const;

/** What a paper can be named as a source. */
export const PAPERS: readonly string[] = Object.values(NAMED_IN);

const COLUMNS = [
  'agent',
  'department',
  'level',
  'reports_to',
  'role',
  ...Object.keys(NAMED_IN),
  'target28',
  'mapping_basis',
];

/** Rows of `agents.csv`. What can't be read is a fault and left out. */
export function readRows(csv: string): { readonly rows: RosterRow[]; readonly faults: RosterFault[] } {
  const records = parse<Record<string, string>>(csv, { columns: true, skip_empty_lines: true, trim: true });
  const missing = COLUMNS.filter((column) => records.length > 0 && !(column in records[0]!));
  if (missing.length > 0) return { rows: [], faults: [{ agent: '', message: `no column ${missing.join(', ')}` }] };
  const rows: RosterRow[] = [];
  const faults: RosterFault[] = [];
  for (const record of records) {
    const read = readRow(record);
    if ('message' in read) faults.push(read);
    else rows.push(read);
  }
  return { rows, faults };
}

function readRow(record: Record<string, string>): RosterRow | RosterFault {
  const { agent: name = '', department = '', role = '', target28 = '', mapping_basis: basis = '' } = record;
  if (name === '') return { agent: '', message: 'a row without an agent' };
  const [word, team] = withBrackets(record['level']!);
  const level = LEVELS.find((known) => known === word);
  if (!level) return { agent: name, message: `there is no level ${JSON.stringify(record['level'])}` };
  return {
    ...{ name, department, level, team, role, basis, managers: readManagers(record['reports_to']!) },
    sources: Object.entries(NAMED_IN).flatMap(([column, paper]) => (record[column] === 'Y' ? [paper] : [])),
    target: target28 === '' || target28.startsWith('(none') ? null : target28,
    isNew: /\bnew\b/.test(basis),
  };
}

/** `Marketing Director (also Business Manager)` has two managers; other remarks in brackets say where it was read. */
export function readManagers(text: string): NamedManagers {
  const [name, remark] = withBrackets(text);
  if (name === 'owner') return { name: null, also: null };
  const also = remark?.startsWith('also ') ? remark.slice('also '.length).trim() : null;
  return { name, also };
}

function withBrackets(text: string): [text: string, inBrackets: string | null] {
  const match = /^(.*?)\s*(?:\((.*)\))?$/.exec(text.trim())!;
  return [match[1]!, match[2] ?? null];
}

import Table from 'cli-table3';
import colors from 'picocolors';
import { shown, wantsColor, type Terminal } from './terminal.js';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Columns of text first, then of figures. */
export function columns(texts: readonly string[], figures: readonly string[] = []): Column[] {
  return [...texts.map((title) => ({ title })), ...figures.map((title) => ({ title, align: 'right' as const }))];
}

/** What a command says: one JSON document with `--json`, text for people otherwise. Progress is not its business. */
export class Output {
  readonly paint: ReturnType<typeof colors.createColors>;

  constructor(
    private readonly terminal: Terminal,
    readonly json: boolean,
  ) {
    this.paint = colors.createColors(!json && wantsColor(terminal, terminal.stdout));
  }

  /** The command's whole result: the document, or the text that `render` makes. */
  result(document: unknown, render: () => string): void {
    this.terminal.stdout.write(this.json ? `${JSON.stringify(document)}\n` : `${render()}\n`);
  }

  /** One of many results that have no end: a JSON line, or a text line. */
  line(document: unknown, render: () => string): void {
    this.result(document, render);
  }

  /** Framed on a terminal; tab-separated for `cut` and `awk` otherwise. */
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
    const cells = rows.map((row) => row.map(shown));
    if (this.terminal.stdout.isTTY !== true) {
      return [columns.map((column) => column.title), ...cells].map((row) => row.join('\t')).join('\n');
    }
    const table = new Table({
      head: columns.map((column) => this.paint.bold(column.title)),
      colAligns: columns.map((column) => column.align ?? 'left'),
      style: { head: [], border: [], compact: true },
    });
    table.push(...cells);
    return table.toString();
  }
}

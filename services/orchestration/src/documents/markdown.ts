/** Page parts, with an empty line between them. */
export const page = (...parts: readonly (string | readonly string[])[]): string => `${parts.flat().join('\n\n')}\n`;

/** A table; cells may hold anything. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.map((cell) => escaped(String(cell))).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A number as it is read: `14,641`. */
export const count = (value: number): string => value.toLocaleString('en-US');

export const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

const escaped = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

/** A decimal point, no thousands separators: `1,234` would be two columns in one file and one number in the next. */
const FIGURE = /^\+?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/;

/** A number of at least 0, or null when the text is none. */
export function parseFigure(text: string): number | null {
  const trimmed = text.trim();
  const figure = FIGURE.test(trimmed) ? Number(trimmed) : Infinity;
  return figure < Infinity ? figure : null;
}

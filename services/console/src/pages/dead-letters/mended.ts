/** What somebody wrote in the editor: JSON that is an object, or why it is not. */
export type Mended =
  | { readonly isRight: true; readonly data: Record<string, unknown> }
  | { readonly isRight: false; readonly fault: string };

export function readMended(text: string): Mended {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) {
      return { isRight: true, data: data as Record<string, unknown> };
    }
    return { isRight: false, fault: 'It must be an object: { … }.' };
  } catch (error) {
    return { isRight: false, fault: `This is not JSON: ${whereOf((error as Error).message, text)}` };
  }
}

/** Engines tell a place by characters or by lines; people look for lines. */
function whereOf(message: string, text: string): string {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position === undefined || /line \d+/.test(message)) return message;
  const before = text.slice(0, Number(position)).split('\n');
  return `${message} (line ${before.length}, column ${before.at(-1)!.length + 1})`;
}

/** What of a letter can be mended: its event's data, or the whole of a message that was no event. */
export interface Mendable {
  readonly field: 'data' | 'envelope';
  readonly text: string;
}

export function mendableOf({ payload, encoding }: { readonly payload: string; readonly encoding: string }): Mendable {
  if (encoding === 'utf8') {
    try {
      const envelope = JSON.parse(payload) as Record<string, unknown> | null;
      if (typeof envelope?.['data'] === 'object' && typeof envelope['type'] === 'string') {
        return { field: 'data', text: JSON.stringify(envelope['data'], null, 2) };
      }
      return { field: 'envelope', text: JSON.stringify(envelope, null, 2) };
    } catch {
      return { field: 'envelope', text: payload };
    }
  }
  return { field: 'envelope', text: '{}' };
}

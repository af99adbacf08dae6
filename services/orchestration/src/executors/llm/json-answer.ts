import type { Json } from '../../json.js';

/** The JSON in a model's answer, also when it stands in a code fence or in prose; undefined when there is none. */
export function jsonIn(text: string): Json | undefined {
  const fencedText = /```(?:json)?\s*\n([\s\S]*?)```/.exec(text)?.[1];
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  const between = start >= 0 && end > start ? text.slice(start, end + 1) : undefined;
  for (const candidate of [text, fencedText, between]) {
    const value = candidate === undefined ? undefined : parsed(candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

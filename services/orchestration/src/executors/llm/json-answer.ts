import type { Json } from '../../json.js';

/**
 * The JSON in a model's answer, also when it stands in a code fence or in prose; undefined when there is none. What a model thinks
 * aloud before it answers is no answer, whatever JSON it thinks of.
 */
export function jsonIn(text: string): Json | undefined {
  const whole = parsed(text);
  if (whole !== undefined) return whole;
  const said = withoutThoughts(text);
  const fenced = /```(?:json)?\s*\n([\s\S]*?)```/.exec(said)?.[1];
  const start = said.indexOf('{');
  const end = said.lastIndexOf('}');
  const between = start >= 0 && end > start ? said.slice(start, end + 1) : undefined;
  for (const candidate of [said, fenced, between]) {
    const value = candidate === undefined ? undefined : parsed(candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}

const THOUGHT = '</think>';

/** Some models put `<think>…</think>` before their answer, of which some templates swallow the beginning. */
function withoutThoughts(text: string): string {
  const end = text.lastIndexOf(THOUGHT);
  if (end >= 0) return text.slice(end + THOUGHT.length);
  const begun = text.indexOf('<think>');
  return begun >= 0 ? text.slice(0, begun) : text;
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

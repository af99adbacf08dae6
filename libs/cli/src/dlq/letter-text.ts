import { shown } from '../terminal.js';
import type { Letter } from './dead-letter.js';

/** A letter for reading: what failed where and why, what was done about it, the error, and the message. */
export function letterText(letter: Letter): string {
  const { origin, lastAct } = letter;
  const facts: [string, string][] = [
    ['letter', letter.id],
    ['state', stateText(letter)],
    ['consumer', letter.consumer],
    ['event', `${origin.eventType ?? '(no event)'} ${origin.eventId ?? ''}`],
    ['of', letter.subject ?? '(unknown)'],
    ['origin', `${origin.stream} ${origin.sequence}, ${origin.subject}`],
    ['failed', `${letter.failedAt}, ${letter.reason}, after ${letter.attempts} attempts`],
  ];
  if (letter.previousLetterId)
    facts.push(['before', `redrive ${letter.redrives} of letter ${letter.previousLetterId}`]);
  if (lastAct) {
    const how = `${lastAct.edited ? 'mended and ' : ''}${lastAct.kind}${lastAct.jobId ? ` by job ${lastAct.jobId}` : ''}`;
    facts.push(['last act', `${how}, ${lastAct.by} at ${lastAct.at}: ${lastAct.reason}`]);
  }
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = [
    ...facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...['', 'error'],
    ...indented(letter.error),
    ...['', letter.encoding === 'base64' ? 'message (base64: its bytes are no text)' : 'message'],
    ...indented(pretty(letter)),
  ];
  return lines.map(shown).join('\n');
}

function stateText({ state, settledAt, nextLetterId }: Letter): string {
  const since = settledAt ? `${state} since ${settledAt}` : state;
  return nextLetterId ? `${since}; the next failure is letter ${nextLetterId}` : since;
}

const indented = (text: string): string[] => text.split('\n').map((line) => `  ${line}`);

function pretty({ payload, encoding }: Letter): string {
  if (encoding === 'base64') return payload;
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch (error) {
    if (error instanceof SyntaxError) return payload;
    throw error;
  }
}

import { fieldLines, type FieldLine } from './changes';

/** What would be done where it is a task’s work: the capability that does it, and what it is given. */
export interface WorkAsked {
  readonly capability: string | null;
  /** What is worth reading: nothing empty, nothing twice. Whatever is left out is in the exact text. */
  readonly lines: readonly FieldLine[];
  /** It is a letter, and only the work that is asked about will write it. */
  readonly isUnwritten: boolean;
}

const LETTERS: ReadonlySet<string> = new Set(['customer.email']);
/** Fields of an input that hold a letter. */
const WRITTEN = ['body', 'letter', 'message', 'html'];
const CONTEXT = '/context/';
const INPUT = '/input/';

export function workAsked(act: string, does: object, currency: string | null): WorkAsked {
  const { capability, input } = does as { readonly capability?: unknown; readonly input?: unknown };
  const name = typeof capability === 'string' && isObject(input) ? capability : null;
  const all = fieldLines(does, currency).filter(({ value }) => !isEmpty(value));
  if (name === null) return { capability: null, lines: all, isUnwritten: false };
  const given = new Map(
    all.flatMap(({ pointer, value }) => (pointer.startsWith(INPUT) ? [[pointer, said(value)]] : [])),
  );
  const lines = all.filter(
    ({ pointer, value }) =>
      pointer !== '/capability' &&
      !(pointer.startsWith(CONTEXT) && given.get(INPUT + pointer.slice(CONTEXT.length)) === said(value)),
  );
  const isUnwritten = LETTERS.has(act) && WRITTEN.every((field) => !Object.hasOwn(input as object, field));
  return { capability: name, lines, isUnwritten };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: FieldLine['value']): boolean =>
  value.as === 'nothing' ||
  (value.as === 'json' && typeof value.value === 'object' && Object.keys(value.value ?? {}).length === 0);

const said = (value: FieldLine['value']): string => JSON.stringify(value);

import { Field, TextArea } from '../../ui/field';

interface JsonFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** An object, or why the text is none. */
export function readObject(text: string): { value: Record<string, unknown> } | { fault: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { value: value as Record<string, unknown> };
    }
    return { fault: 'It must be an object: { … }' };
  } catch (error) {
    return { fault: `It is no JSON yet: ${(error as Error).message}` };
  }
}

export function JsonField({ label, hint, text, onText }: JsonFieldProps) {
  const read = readObject(text);
  return (
    <Field label={label} hint={hint} fault={'fault' in read ? read.fault : undefined}>
      {(id) => (
        <TextArea
          {...{ id, rows: Math.min(16, Math.max(4, text.split('\n').length)), spellCheck: false, value: text }}
          className="font-mono text-[12.5px]"
          onChange={(event) => onText(event.target.value)}
        />
      )}
    </Field>
  );
}

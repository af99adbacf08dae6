import { Field, Input } from '../../../ui/field';

interface AmountFieldProps {
  readonly label: string;
  readonly unit: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** An amount as people write it: in the currency, or whole tokens. */
export const AmountField = ({ label, unit, hint, value, onChange }: AmountFieldProps) => (
  <Field label={`${label} (${unit})`} hint={hint}>
    {(id) => (
      <Input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    )}
  </Field>
);

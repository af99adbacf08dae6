import { cx } from '../../../ui/class-names';
import { MODELS, type Model } from '../shared/words';

interface ModelSwitchProps {
  readonly model: string;
  readonly modelOfRecord: string;
  readonly onModel: (model: Model) => void;
  /** Said where another model than that of the books is chosen. */
  readonly note?: string;
}

/** Eight ways to divide what was earned; one of them keeps the books. */
export function ModelSwitch({ model, modelOfRecord, onModel, note }: ModelSwitchProps) {
  const about = MODELS.find(({ value }) => value === model)?.about;
  return (
    <div className="flex flex-col gap-1.5">
      <div role="radiogroup" aria-label="Model of attribution" className="flex flex-wrap gap-1.5">
        {MODELS.map(({ value, label }) => (
          <label
            key={value}
            className={cx(
              'inline-flex h-8 cursor-pointer items-center gap-1.5 rounded-full border px-3 text-[13px] font-medium select-none',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              value === model
                ? 'border-accent bg-accent-soft text-accent'
                : 'border-line-strong bg-surface text-ink-2 hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name="model"
              className="sr-only"
              checked={value === model}
              onChange={() => onModel(value)}
            />
            {label}
            {value === modelOfRecord && <span className="font-normal text-ink-3">· the books</span>}
          </label>
        ))}
      </div>
      <p className="text-[13px] text-ink-2">
        {about} {model === modelOfRecord ? 'The books are kept by this model.' : note}
      </p>
    </div>
  );
}

import { SCOPE_GROUPS } from './scope-choices';

interface ScopeFieldsProps {
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (next: ReadonlySet<string>) => void;
}

/** What the key may do, area by area. */
export function ScopeFields({ chosen, onChosen }: ScopeFieldsProps) {
  const set = (scope: string, isOn: boolean): void => {
    const next = new Set(chosen);
    if (isOn) next.add(scope);
    else next.delete(scope);
    onChosen(next);
  };
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      {SCOPE_GROUPS.map(({ area, choices }) => (
        <fieldset key={area}>
          <legend className="pb-1 text-[13px] font-medium">{area}</legend>
          <div className="flex flex-col gap-1.5">
            {choices.map(({ scope, meaning }) => (
              <label key={scope} className="flex cursor-pointer items-start gap-2">
                <input
                  type="checkbox"
                  className="mt-1"
                  checked={chosen.has(scope)}
                  onChange={({ target }) => set(scope, target.checked)}
                />
                <span>
                  <code className="font-mono text-[12.5px]">{scope}</code>
                  <span className="block text-[13px] text-ink-3">{meaning}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

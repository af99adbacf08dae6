import type { Choice } from '../../ui/field';

/** What is chosen by its name, with the id that stands in the address. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Choices by the names that the page shows, in their order; names that two have say whose they are. @param chosen stays a choice though it is not known */
export function namedChoices(all: readonly Named[], none: string, chosen: string | undefined): Choice[] {
  const often = new Map<string, number>();
  for (const { name } of all) often.set(name, (often.get(name) ?? 0) + 1);
  const isKnown = chosen === undefined || all.some(({ id }) => id === chosen);
  return [
    { value: '', label: none },
    ...all
      .map(({ id, name }) => ({ value: id, label: often.get(name) === 1 ? name : `${name} (${id})` }))
      .sort((one, other) => one.label.localeCompare(other.label)),
    ...(isKnown ? [] : [{ value: chosen, label: chosen }]),
  ];
}

import { Fragment } from 'react';
import { Time } from '../../ui/time';

const INSTANT = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)/;

/** The engine's words; instants within them are shown by the shop's clock. */
export const NoteText = ({ children }: { readonly children: string }) =>
  children
    .split(INSTANT)
    .map((part, at) => <Fragment key={at}>{at % 2 === 1 ? <Time at={part} as="exact" /> : part}</Fragment>);

/** Visible characters; with its prefix it is a cause in the journal. */
export const KEY = /^[\x21-\x7e]{1,200}$/;
/** No more digits than sums of them have room for. */
export const AMOUNT = /^(0|[1-9]\d{0,14})$/;
/** One line: it goes into tables and terminals. */
export const ONE_LINE = /^\P{Cc}*$/u;

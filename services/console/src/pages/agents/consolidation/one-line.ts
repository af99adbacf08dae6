/** Reasons are one line: they go into logs and tables. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

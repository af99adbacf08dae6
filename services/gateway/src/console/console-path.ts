/** What a GET of a path that no other route has is answered with. */
export type ConsoleAnswer = 'asset' | 'file' | 'page' | 'nothing';

/** Of programs: a page in their place would hide that a path is wrong. */
const PROGRAMS = /^\/(api|webhooks|mcp|health|openapi\.json)(\/|$)/;

const HAS_EXTENSION = /\.[A-Za-z0-9]+$/;

/** Named by their content, so that they never change. */
const ASSETS = '/assets/';

/** A path without an extension is a page of the console for whoever wants to see one: what it shows is the console's to know. */
export function consoleAnswer(path: string, accept: string | undefined): ConsoleAnswer {
  if (PROGRAMS.test(path)) return 'nothing';
  if (HAS_EXTENSION.test(path)) return path.startsWith(ASSETS) ? 'asset' : 'file';
  return path === '/' || accept?.includes('text/html') ? 'page' : 'nothing';
}

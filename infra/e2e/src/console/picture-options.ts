import { parseArgs } from 'node:util';
import { PAGES, type Subject } from './subjects.js';

export type Theme = 'light' | 'dark';
export type Format = 'png' | 'webp';

/** What `screenshots` was asked for. */
export interface PictureOptions {
  /** Of the running console; that of the system of this checkout when left out. */
  readonly url?: string;
  readonly key?: string;
  /** A folder. */
  readonly out: string;
  readonly themes: readonly Theme[];
  readonly format: Format;
  /** Of every window, whatever its subject says. */
  readonly width?: number;
  readonly isWhole: boolean;
  /** Names of subjects; empty for all. */
  readonly only: readonly string[];
  /** A page that is in no list. */
  readonly single?: Subject;
}

/** The arguments are wrong; the message says how they should be. */
export class PictureOptionsError extends Error {}

export const USAGE = `Pictures of the console's pages.

  npm run screenshots -- [options]

  --url URL         the console; left out, that of the system that runs from VW_HOME (.vividwalls)
  --key KEY         an API key; left out, that system's admin key
  --out FOLDER      where pictures go (docs/images)
  --only NAME,…     only these: ${PAGES.map(({ name }) => name).join(', ')},
                    and the first agent, task, order, approval, dead-letter, event-story
  --path /x         only this page; --name NAME says what its pictures are called (page)
  --theme THEME     light or dark; both when left out
  --width PIXELS    of the window (1440, or 390 for a phone)
  --whole           the whole length of the page
  --format FORMAT   png or webp; \`npm run screenshots\` says webp, which takes half the room (png)`;

const NARROWEST = 200;
const WIDEST = 4_000;

/** @throws PictureOptionsError */
export function readPictureOptions(args: readonly string[]): PictureOptions {
  const { url, key, out, only, path, name, theme, width, whole, format } = parsed(args);
  if (theme !== undefined && theme !== 'light' && theme !== 'dark') throw wrong('--theme', 'light or dark', theme);
  if (format !== 'png' && format !== 'webp') throw wrong('--format', 'png or webp', format);
  if (url !== undefined && !URL.canParse(url)) throw wrong('--url', 'an address', url);
  if (path !== undefined && !path.startsWith('/')) throw wrong('--path', 'a path that begins with /', path);
  const pixels = width === undefined ? undefined : Number(width);
  if (pixels !== undefined && !(Number.isInteger(pixels) && pixels >= NARROWEST && pixels <= WIDEST)) {
    throw wrong('--width', `a number from ${NARROWEST} to ${WIDEST}`, width);
  }
  return {
    out,
    format,
    themes: theme ? [theme] : ['light', 'dark'],
    isWhole: whole,
    only: only?.split(',').filter(Boolean) ?? [],
    ...(url !== undefined && { url: new URL(url).origin }),
    ...(key !== undefined && { key }),
    ...(pixels !== undefined && { width: pixels }),
    ...(path !== undefined && { single: { name, path } }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        key: { type: 'string' },
        out: { type: 'string', default: 'docs/images' },
        only: { type: 'string' },
        path: { type: 'string' },
        name: { type: 'string', default: 'page' },
        theme: { type: 'string' },
        width: { type: 'string' },
        whole: { type: 'boolean', default: false },
        format: { type: 'string', default: 'png' },
      },
    }).values;
  } catch (error) {
    throw new PictureOptionsError((error as Error).message);
  }
}

function wrong(option: string, wanted: string, given: string | undefined): PictureOptionsError {
  return new PictureOptionsError(`${option} must be ${wanted}, not "${given}"`);
}

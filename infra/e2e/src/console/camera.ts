import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { workspaceRoot } from '@vividwalls/local';
import { complaintsOf, type Page } from '@vividwalls/testing/browser';
import type { PictureOptions, Theme } from './picture-options.js';
import { Traffic } from './settled.js';
import type { Subject } from './subjects.js';

const DESK = { width: 1440, height: 900 };
const PHONE_HEIGHT = 844;
/** Half of what a PNG takes, and letters stay sharp. */
const WEBP_QUALITY = 90;
/** A window narrower than this is a phone's, which is higher than wide. */
const DESK_FROM = 600;

/** Takes pictures of one page after the other in the same tab, and tells what it complained about meanwhile. */
export class Camera {
  taken = 0;
  bytes = 0;
  faults = 0;
  readonly #traffic: Traffic;
  #told = 0;

  constructor(
    private readonly page: Page,
    private readonly url: string,
    private readonly out: string,
    private readonly options: PictureOptions,
  ) {
    this.#traffic = new Traffic(page);
  }

  async take(subject: Subject): Promise<void> {
    const width = this.options.width ?? subject.width ?? DESK.width;
    await this.page.setViewportSize({ width, height: width < DESK_FROM ? PHONE_HEIGHT : DESK.height });
    for (const theme of this.options.themes) await this.#takeIn(theme, subject);
  }

  async #takeIn(colorScheme: Theme, { name, path, press }: Subject): Promise<void> {
    const { format, isWhole } = this.options;
    await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await this.page.goto(this.url + path, { waitUntil: 'domcontentloaded' });
    let unfinished = await this.#traffic.settled();
    if (press !== undefined) {
      await this.page.getByRole('button', { name: press }).first().click();
      unfinished = await this.#traffic.settled();
    }
    const file = join(this.out, `${name}-${colorScheme}.${format}`);
    // A caret that blinks would make another picture of the same page.
    const quality = format === 'webp' ? { quality: WEBP_QUALITY } : {};
    await this.page.screenshot({ path: file, type: format, ...quality, fullPage: isWhole, caret: 'hide' });
    const { size } = await stat(file);
    this.taken++;
    this.bytes += size;
    console.log(`✓ ${relative(workspaceRoot, file)} ${kilobytes(size)}`);
    this.#tell([...unfinished, ...this.#newComplaints()]);
  }

  #newComplaints(): string[] {
    const all = complaintsOf(this.page);
    const fresh = all.slice(this.#told);
    this.#told = all.length;
    return fresh;
  }

  #tell(faults: readonly string[]): void {
    this.faults += faults.length;
    for (const fault of faults) console.log(`  ✗ ${fault}`);
  }
}

export function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} kB`;
}

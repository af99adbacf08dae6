import type { Page } from '@vividwalls/testing/browser';
import { rounded } from '../figures/bench-row.js';
import { quantile } from '../figures/samples.js';

/** How a page did while something went on. */
export interface Smoothness {
  readonly seconds: number;
  /** Of tasks that kept the page from answering for 50 ms or longer; 0 without one. */
  readonly longestTaskMs: number;
  readonly longTasks: number;
  /** Share of the time in such tasks, percent. */
  readonly longTaskPercent: number;
  /** Between one picture and the next. */
  readonly framesMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

/** Notes long tasks, and when pictures are drawn, and scrolls the box that `selector` finds by `scrollPx` for each. */
const WATCH = (selector: string, scrollPx: number) => `(() => {
  const watch = { since: performance.now(), frames: [], tasks: [], isOver: false };
  globalThis.benchWatch = watch;
  new PerformanceObserver((list) => watch.tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask' });
  const boxOf = () => { let one = document.querySelector(${JSON.stringify(selector)});
    while (one && getComputedStyle(one).overflowY !== 'auto') one = one.parentElement; return one; };
  const box = ${scrollPx} === 0 ? null : boxOf();
  if (${scrollPx} !== 0 && !box) throw new Error('nothing scrolls here');
  let [by, last] = [${scrollPx}, performance.now()];
  const draw = (now) => {
    watch.frames.push(now - last);
    last = now;
    if (box) {
      const before = box.scrollTop;
      box.scrollTop += by;
      if (box.scrollTop === before) by = -by;
    }
    if (!watch.isOver) requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
})()`;

interface Watched {
  readonly tookMs: number;
  readonly frames: readonly number[];
  readonly tasks: readonly number[];
}

/** Watches a page, and scrolls what is asked for, while `work` goes on. */
export async function smoothnessOf(
  page: Page,
  work: () => Promise<unknown>,
  { selector = 'body', scrollPx = 0 }: { readonly selector?: string; readonly scrollPx?: number } = {},
): Promise<Smoothness> {
  await page.evaluate(WATCH(selector, scrollPx));
  await work();
  const { tookMs, frames, tasks } = await page.evaluate<Watched>(`(() => {
    benchWatch.isOver = true;
    return { tookMs: performance.now() - benchWatch.since, frames: benchWatch.frames.slice(1), tasks: benchWatch.tasks };
  })()`);
  const sum = tasks.reduce((total, ms) => total + ms, 0);
  return {
    ...{ seconds: rounded(tookMs / 1_000), longTasks: tasks.length },
    longestTaskMs: rounded(Math.max(0, ...tasks)),
    longTaskPercent: rounded((100 * sum) / tookMs),
    framesMs: {
      ...{ p50: rounded(quantile(frames, 0.5)), p99: rounded(quantile(frames, 0.99)) },
      max: rounded(quantile(frames, 1)),
    },
  };
}

import { useEffect, useState, type RefObject } from 'react';

interface ScrolledBox {
  /** What is seen of it, in pixels. */
  readonly width: number;
  /** Whether something is hidden beyond its right edge. */
  readonly isMoreRight: boolean;
}

/** Before it is measured. */
const USUAL_PX = 1_100;
/** Less than this beyond the edge is nothing to look for. */
const SLACK_PX = 8;

/** How wide a box that scrolls is, and whether it goes on to the right. */
export function useScrolledBox(box: RefObject<HTMLElement | null>): ScrolledBox {
  const [seen, setSeen] = useState<ScrolledBox>({ width: USUAL_PX, isMoreRight: false });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (): void => {
      const { clientWidth: width, scrollWidth, scrollLeft } = element;
      const isMoreRight = scrollWidth - scrollLeft - width > SLACK_PX;
      setSeen((before) =>
        before.width === width && before.isMoreRight === isMoreRight ? before : { width, isMoreRight },
      );
    };
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  return seen;
}

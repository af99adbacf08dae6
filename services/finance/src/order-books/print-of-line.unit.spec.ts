import { printOf } from './print-of-line.js';

describe('what has to be printed for a line', () => {
  it.each([
    [{ variant: '24x36 / Canvas Roll', title: 'x' }, '24x36', 'canvas roll'],
    [{ variant: 'Gallery Wrapped Stretched Canvas / 36 × 48', title: 'x' }, '36x48', 'gallery wrapped'],
    [{ sku: 'INTERSECTING-PERSPECTIVES-NO3-GALLERY-WRAPPED-CANVAS-24X36', title: 'x' }, '24x36', 'gallery wrapped'],
    [{ title: 'Vivid Mosaic No. 3, 53" x 72", canvas roll' }, '53x72', 'canvas roll'],
    [{ variant: '48x36 / Canvas Roll', title: 'x' }, '36x48', 'canvas roll'],
    [{ variant: '24x36 / Framed in oak', title: 'x' }, '24x36', 'framed in oak'],
    [{ variant: '24x36', sku: 'A-CANVAS-ROLL-24X36', title: 'x' }, '24x36', 'canvas roll'],
  ])('%j is %s, %s', (line, size, format) => {
    expect(printOf(line)).toEqual({ size, format });
  });

  it.each([
    [{ variant: 'Red', title: 'IPod Nano - 8GB' }],
    [{ variant: '24x36', title: 'Vivid Mosaic' }],
    [{ title: 'Canvas roll' }],
    [{ sku: 'NO-2026-1224', title: 'Gallery wrapped' }],
  ])('%j does not say', (line) => {
    expect(printOf(line)).toBeUndefined();
  });
});

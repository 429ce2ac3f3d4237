import { describe, expect, it } from 'vitest';
import { area, type Corner, flawOf, within } from '@/zones/polygon';
import { Sketch } from '@/zones/sketch';

const corners = (...pairs: [number, number][]): Corner[] => pairs.map(([x, y]) => ({ x, y }));
const SQUARE = corners([0.1, 0.1], [0.5, 0.1], [0.5, 0.5], [0.1, 0.5]);
const kerb = Sketch.of([{ id: 'kerb', kind: 'no-parking', polygon: SQUARE }]);

/** The sketch that a change gave; fails when it gave a flaw. */
function changed(result: Sketch | string): Sketch {
  expect(result).toBeInstanceOf(Sketch);
  return result as Sketch;
}

describe('a polygon', () => {
  it.each([
    ['a square', SQUARE, undefined],
    ['a concave one', corners([0, 0], [1, 0], [1, 1], [0.5, 0.2], [0, 1]), undefined],
    ['the whole picture', corners([0, 0], [1, 0], [1, 1], [0, 1]), undefined],
    ['two corners', SQUARE.slice(0, 2), 'fewCorners'],
    ['a bow tie', corners([0.1, 0.1], [0.5, 0.5], [0.5, 0.1], [0.1, 0.5]), 'crosses'],
    ['a corner on another edge', corners([0, 0], [1, 0], [1, 1], [0.5, 0], [0, 1]), 'crosses'],
    ['a line', corners([0.1, 0.1], [0.5, 0.1], [0.9, 0.1]), 'flat'],
    ['a corner clicked twice', corners([0.1, 0.1], [0.1, 0.101], [0.9, 0.9], [0, 1]), 'doubled'],
    ['a first corner clicked again', [...SQUARE, { x: 0.1, y: 0.1 }], 'doubled'],
  ] as const)('%s: %#', (_, polygon, flaw) => {
    expect(flawOf(polygon)).toBe(flaw);
  });

  it('has the same area whichever way round it is drawn', () => {
    expect(area(SQUARE)).toBeCloseTo(0.16);
    expect(area(SQUARE.toReversed())).toBeCloseTo(0.16);
  });

  it('stays inside the picture', () => {
    expect(within({ x: -0.2, y: 1.7 })).toEqual({ x: 0, y: 1 });
    expect(within({ x: 1 / 3, y: 0.5 })).toEqual({ x: 0.33333, y: 0.5 });
  });
});

describe('a sketch', () => {
  it('closes a zone of three corners, with an id of its own', () => {
    let sketch = kerb.begin();
    SQUARE.slice(0, 3).forEach((c) => (sketch = sketch.addCorner(c)));
    sketch = changed(sketch.finish('fire-lane'));
    expect(sketch.areas.map((a) => a.id)).toEqual(['kerb', 'fire-lane-1']);
    expect(sketch.chosen).toBe(1);
    expect(sketch.drawing).toBeUndefined();
  });

  it('does not close a zone that crosses itself, and keeps what is drawn', () => {
    let sketch = Sketch.of([]).begin();
    for (const c of corners([0.1, 0.1], [0.5, 0.5], [0.5, 0.1], [0.1, 0.5])) {
      sketch = sketch.addCorner(c);
    }
    expect(sketch.finish('no-parking')).toBe('crosses');
    expect(sketch.drawing).toHaveLength(4);
    expect(sketch.undo().drawing).toHaveLength(3);
  });

  it('refuses a drag across another edge, and a fourth corner less than three', () => {
    expect(kerb.moveCorner(0, 0, { x: 0.9, y: 0.3 })).toBe('crosses');
    const triangle = changed(kerb.removeCorner(0, 0));
    expect(triangle.removeCorner(0, 0)).toBe('fewCorners');
    expect(triangle.areas[0]!.polygon).toHaveLength(3);
  });

  it('puts a new corner where the edge is clicked', () => {
    const sketch = changed(kerb.insertCorner(0, 3, { x: 0.1, y: 0.3 }));
    expect(sketch.areas[0]!.polygon.at(-1)).toEqual({ x: 0.1, y: 0.3 });
    expect(kerb.areas[0]!.polygon).toHaveLength(4);
  });

  it('undoes step by step, but not the looking', () => {
    const sketch = kerb.rename(0, 'lane').choose(-1).setKind(0, 'fire-lane').remove(0);
    expect(sketch.areas).toHaveLength(0);
    expect(sketch.undo().areas[0]).toMatchObject({ id: 'lane', kind: 'fire-lane' });
    expect(sketch.undo().undo().areas[0]).toMatchObject({ id: 'lane', kind: 'no-parking' });
    expect(sketch.undo().undo().undo().areas[0]!.id).toBe('kerb');
    expect(kerb.canUndo).toBe(false);
    expect(kerb.undo()).toBe(kerb);
  });

  it('gives no id twice', () => {
    const sketch = Sketch.of([])
      .addRectangle('facade')
      .addRectangle('facade')
      .remove(0)
      .addRectangle('facade');
    expect(sketch.areas.map((a) => a.id)).toEqual(['facade-2', 'facade-1']);
  });
});

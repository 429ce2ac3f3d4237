/** A corner in a picture, 0..1 in both directions, origin top left. */
export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** What the center, too, would refuse. */
export type Flaw = 'fewCorners' | 'crosses' | 'doubled' | 'flat';

/** Areas below this are lines, not places: a thousandth of a percent of the picture. */
const LEAST_AREA = 1e-5;
/** Neighbours nearer than this are one corner that was clicked twice. */
const LEAST_STEP = 0.002;

export function flawOf(corners: readonly Corner[]): Flaw | undefined {
  if (corners.length < 3) {
    return 'fewCorners';
  }
  if (corners.some((c, i) => distance(c, corners[(i + 1) % corners.length]!) < LEAST_STEP)) {
    return 'doubled';
  }
  if (crossesItself(corners)) {
    return 'crosses';
  }
  return area(corners) < LEAST_AREA ? 'flat' : undefined;
}

export function area(corners: readonly Corner[]): number {
  const twice = corners.reduce((sum, a, i) => {
    const b = corners[(i + 1) % corners.length]!;
    return sum + a.x * b.y - b.x * a.y;
  }, 0);
  return Math.abs(twice) / 2;
}

export function crossesItself(corners: readonly Corner[]): boolean {
  const n = corners.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      const neighbours = i === 0 && j === n - 1;
      const [a, b] = [corners[i]!, corners[(i + 1) % n]!];
      const [c, d] = [corners[j]!, corners[(j + 1) % n]!];
      if (!neighbours && meet(a, b, c, d)) {
        return true;
      }
    }
  }
  return false;
}

/** Inside the picture, and no finer than a hundredth of a pixel of a 4K picture can show. */
export function within(corner: Corner): Corner {
  const snap = (v: number) => Math.round(Math.min(1, Math.max(0, v)) * 1e5) / 1e5;
  return { x: snap(corner.x), y: snap(corner.y) };
}

export function distance(a: Corner, b: Corner): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Edges that cross, and edges on which a corner of the other one lies. */
function meet(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  return (
    side(a, b, c) * side(a, b, d) <= 0 &&
    side(c, d, a) * side(c, d, b) <= 0 &&
    overlap(a.x, b.x, c.x, d.x) &&
    overlap(a.y, b.y, c.y, d.y)
  );
}

function overlap(a: number, b: number, c: number, d: number): boolean {
  return Math.max(Math.min(a, b), Math.min(c, d)) <= Math.min(Math.max(a, b), Math.max(c, d));
}

function side(a: Corner, b: Corner, c: Corner): number {
  return Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
}

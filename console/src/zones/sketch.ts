import type { Place } from '@/gen/cityward/v1/common_pb';
import { type Corner, type Flaw, flawOf, within } from './polygon';

export interface Area {
  readonly id: string;
  readonly kind: string;
  readonly polygon: readonly Corner[];
  /** Where in the city, if it says so; not edited here. */
  readonly place?: Place;
}

/** The kinds of zone.proto; the console has a word for each. */
export const ZONE_KINDS = [
  'no-parking',
  'fire-lane',
  'no-vending',
  'no-dumping',
  'facade',
] as const;

const UNDO_DEPTH = 100;

interface State {
  readonly areas: readonly Area[];
  /** Corners of the zone that is being drawn; undefined when none is. */
  readonly drawing?: readonly Corner[];
  readonly chosen: number;
}

/**
 * Zones as they are drawn. Every change is a new sketch that remembers the one before; a change
 * that would spoil a zone gives its flaw and changes nothing.
 */
export class Sketch {
  private constructor(
    private readonly state: State,
    private readonly past: readonly State[] = [],
  ) {}

  static of(areas: readonly Area[]): Sketch {
    return new Sketch({ areas, chosen: areas.length > 0 ? 0 : -1 });
  }

  get areas(): readonly Area[] {
    return this.state.areas;
  }

  get drawing(): readonly Corner[] | undefined {
    return this.state.drawing;
  }

  get chosen(): number {
    return this.state.chosen;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  undo(): Sketch {
    return this.canUndo ? new Sketch(this.past.at(-1)!, this.past.slice(0, -1)) : this;
  }

  /** To look at one is no change. */
  choose(chosen: number): Sketch {
    return new Sketch({ ...this.state, chosen }, this.past);
  }

  begin(): Sketch {
    return this.become({ ...this.state, drawing: [], chosen: -1 });
  }

  addCorner(corner: Corner): Sketch {
    const { drawing } = this.state;
    return drawing ? this.become({ ...this.state, drawing: [...drawing, within(corner)] }) : this;
  }

  /** Closes what is being drawn. */
  finish(kind: string): Sketch | Flaw {
    const drawing = this.state.drawing ?? [];
    return flawOf(drawing) ?? this.add({ id: this.freeId(kind), kind, polygon: drawing });
  }

  cancel(): Sketch {
    return this.become({ areas: this.state.areas, chosen: -1 });
  }

  /** A zone for those who draw without a pointer: its corners are moved by keys. */
  addRectangle(kind: string): Sketch {
    const polygon = [
      { x: 0.3, y: 0.4 },
      { x: 0.7, y: 0.4 },
      { x: 0.7, y: 0.8 },
      { x: 0.3, y: 0.8 },
    ];
    return this.add({ id: this.freeId(kind), kind, polygon });
  }

  moveCorner(at: number, corner: number, to: Corner): Sketch | Flaw {
    return this.reshape(at, (p) => p.with(corner, within(to)));
  }

  /** A new corner on the edge that begins at the given one. */
  insertCorner(at: number, edge: number, corner: Corner): Sketch | Flaw {
    return this.reshape(at, (p) => p.toSpliced(edge + 1, 0, within(corner)));
  }

  removeCorner(at: number, corner: number): Sketch | Flaw {
    return this.reshape(at, (p) => p.toSpliced(corner, 1));
  }

  rename(at: number, id: string): Sketch {
    return this.change(at, (area) => ({ ...area, id }));
  }

  setKind(at: number, kind: string): Sketch {
    return this.change(at, (area) => ({ ...area, kind }));
  }

  remove(at: number): Sketch {
    const areas = this.areas.toSpliced(at, 1);
    return this.become({ areas, chosen: Math.min(at, areas.length - 1) });
  }

  private add(area: Area): Sketch {
    return this.become({ areas: [...this.areas, area], chosen: this.areas.length });
  }

  private reshape(at: number, reshaped: (polygon: Corner[]) => Corner[]): Sketch | Flaw {
    const polygon = reshaped([...(this.areas[at]?.polygon ?? [])]);
    return flawOf(polygon) ?? this.change(at, (area) => ({ ...area, polygon }));
  }

  private change(at: number, changed: (area: Area) => Area): Sketch {
    const area = this.areas[at];
    return area ? this.become({ ...this.state, areas: this.areas.with(at, changed(area)) }) : this;
  }

  private become(state: State): Sketch {
    return new Sketch(state, [...this.past, this.state].slice(-UNDO_DEPTH));
  }

  private freeId(kind: string): string {
    const taken = new Set(this.areas.map((a) => a.id));
    for (let n = 1; ; n++) {
      if (!taken.has(`${kind}-${n}`)) {
        return `${kind}-${n}`;
      }
    }
  }
}

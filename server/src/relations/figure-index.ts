/** Where figures stand in a list of them. */
import type { Cell } from '../model/figure.ts';
import type { Figure, FigureOwner } from '../model/types.ts';

/** Where each figure stands in a list: its first place there, and from each place the next one. */
export class FigureIndex {
  private readonly following: Int32Array;
  private readonly ofTables = new Map<FigureOwner, Int32Array>();
  private readonly ofOthers = new Map<Figure, number>();

  constructor(figures: readonly Figure[]) {
    this.following = new Int32Array(figures.length);
    for (let e = figures.length - 1; e >= 0; e--) {
      const figure = figures[e] as Figure;
      this.following[e] = this.first(figure);
      if (figure.owner.kind === 'table') this.placesOf(figure as Cell)[(figure as Cell).slot] = e;
      else this.ofOthers.set(figure, e);
    }
  }

  private placesOf({ owner, slot }: Cell): Int32Array {
    const known = this.ofTables.get(owner);
    if (known && slot < known.length) return known;
    const more = new Int32Array(Math.max(16, 2 * slot)).fill(-1);
    if (known) more.set(known);
    this.ofTables.set(owner, more);
    return more;
  }

  first(figure: Figure): number {
    if (figure.owner.kind !== 'table') return this.ofOthers.get(figure) ?? -1;
    return this.ofTables.get(figure.owner)?.[(figure as Cell).slot] ?? -1;
  }

  next(place: number): number {
    return this.following[place] as number;
  }

  *owners(): Iterable<FigureOwner> {
    yield* this.ofTables.keys();
    for (const { owner } of this.ofOthers.keys()) yield owner;
  }
}

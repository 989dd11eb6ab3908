/** Analyses as they are kept between requests. */
import type { Analysis } from '../service.ts';

/** An analysis, and what it was made of. */
export interface Kept {
  readonly version: number | string;
  /** Of the settings. */
  readonly stamp: string;
  readonly linkState: string;
  readonly analysis: Analysis;
}

/** Analyses by URI; beyond a number those unused for longest are let go. */
export class Shelf {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly most: number) {}

  get(uri: string): Kept | undefined {
    const found = this.kept.get(uri);
    if (found) {
      this.kept.delete(uri);
      this.kept.set(uri, found);
    }
    return found;
  }

  set(uri: string, kept: Kept): void {
    this.kept.delete(uri);
    this.kept.set(uri, kept);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.most) break;
      this.kept.delete(oldest);
    }
  }

  delete(uri: string): void {
    this.kept.delete(uri);
  }
}

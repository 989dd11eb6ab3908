/** How often a server that ended by itself is started again. Nothing of the editor's here: a test can stand in for time. */

/** Starts within {@link WITHIN} that nobody asked for. A report that ends the server ends the next one too. */
export const MOST = 4;
/** Milliseconds. */
export const WITHIN = 3 * 60_000;

export class Restarts {
  private ends: number[] = [];

  /**
   * The server ended, and nobody had asked it to.
   * @param now milliseconds
   * @returns whether it is to be started again
   */
  again(now: number): boolean {
    this.ends = this.ends.filter((end) => now - end < WITHIN);
    this.ends.push(now);
    return this.ends.length <= MOST;
  }

  /** A person has it started: what was before counts no more. */
  forget(): void {
    this.ends = [];
  }
}

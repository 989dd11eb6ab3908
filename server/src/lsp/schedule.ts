/** Lets waiting messages in: the next turn of the event loop, in Node and in a worker. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => later(resolve));
}

/** Runs a step in the next turn. */
export function later(step: () => void): void {
  if (typeof setImmediate === 'function') setImmediate(step);
  else setTimeout(step, 0);
}

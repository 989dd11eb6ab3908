// The few assertions that the suite needs: the web worker host has no node:assert.

export function ok(value: unknown, message: string): asserts value {
  if (!value) throw new Error(message);
}

export function equal<T>(actual: T, expected: T, message = 'not equal'): void {
  if (actual !== expected)
    throw new Error(`${message}\n  is:     ${String(actual)}\n  should: ${String(expected)}`);
}

export function match(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) throw new Error(`${pattern} is not in: ${text}`);
}

// Loaded before a peer (node --require): waits of the peer's debounce are taken out, all others stay.
const debounce = Number(process.env.BENCH_DEBOUNCE);
const { setTimeout: wait, clearTimeout: stop } = globalThis;
const Immediate = setImmediate(() => undefined).constructor;
globalThis.setTimeout = (step, delay, ...rest) =>
  delay === debounce ? setImmediate(step, ...rest) : wait(step, delay, ...rest);
globalThis.clearTimeout = (timer) => (timer instanceof Immediate ? clearImmediate(timer) : stop(timer));

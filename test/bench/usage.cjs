// Loaded before the program that is measured, in each of its threads: at its end each tells what it used, a line each,
// on file descriptor 3. Linux keeps the time of a thread under /proc.
const { readFileSync, writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

process.on('exit', () => {
  const own = Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const whole = isMainThread ? { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 } : {};
  writeSync(3, `${JSON.stringify({ threadMs: own, ...whole })}\n`);
});

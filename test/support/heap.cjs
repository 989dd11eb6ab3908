// Loaded into a server that is watched (`node --expose-gc --require`): on SIGUSR2 it tells how much it holds on to.
process.on('SIGUSR2', async () => {
  // What a first pass finds dead (weak references, finalizers) lets go of more in the next.
  for (let i = 0; i < 4; i++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  // `DISCLOSURE_SNAPSHOTS=folder`: what it is, for the developer tools of a browser.
  if (process.env.DISCLOSURE_SNAPSHOTS)
    require('node:v8').writeHeapSnapshot(
      require('node:path').join(process.env.DISCLOSURE_SNAPSHOTS, `${Date.now()}.heapsnapshot`),
    );
  process.stderr.write(`held ${JSON.stringify({ heapUsed, external, rss })}\n`);
});

// A worker process that runs out of memory: Node aborts such a process.
process.on('message', () => {
  process.abort();
});

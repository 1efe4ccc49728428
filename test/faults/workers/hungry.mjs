// A worker that has no memory left: Node ends such a process so.
process.on('message', () => {
  process.abort();
});

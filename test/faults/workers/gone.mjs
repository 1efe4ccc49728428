// A worker process that is killed after it has sent its first records.
process.on('message', () => {
  process.send({ type: 'facts', facts: { notRead: ['二月'], merged: [] } });
  process.send({ type: 'records', records: [{ line: 1, fields: ['业务编号'] }] }, () => {
    process.kill(process.pid, 'SIGKILL');
  });
});

// A worker process that asks of two worksheets whether they have heads, and reports the answers.
const answers = [];
process.on('message', (message) => {
  if (message.type === 'read') process.send({ type: 'beginning', records: [{ line: 1, fields: ['说明'] }] });
  if (message.type !== 'has heads') return;
  answers.push(String(message.hasHeads));
  if (answers.length === 1) process.send({ type: 'beginning', records: [{ line: 1, fields: ['业务编号'] }] });
  else {
    process.send({ type: 'records', records: [{ line: 1, fields: answers }] });
    process.send({ type: 'end' });
  }
});
process.on('disconnect', () => process.exit());

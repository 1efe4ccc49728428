// A worker process that sends three rows of a workbook and reports that the fourth is broken.
process.on('message', (message) => {
  if (message.type !== 'read') return;
  process.send('not a message of ours');
  process.send({ type: 'facts', facts: { notRead: [], merged: ['A1:B2'] } });
  const records = [1, 2, 3].map((line) => ({ line, fields: [message.sheet.name, String(line)] }));
  process.send({ type: 'records', records: records.slice(0, 2) });
  process.send({ type: 'records', records: records.slice(2) });
  const fault = { code: 'LINE_TOO_LONG', file: message.sheet.name, line: 4, problem: 'the row is too long' };
  process.send({ type: 'sheet fault', fault });
});
process.on('disconnect', () => process.exit());

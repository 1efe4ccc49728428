// A worker process that receives its job but never sends a message.
process.on('message', () => undefined);
process.on('disconnect', () => process.exit());

// A worker that takes its order and never says a word.
process.on('message', () => undefined);
process.on('disconnect', () => process.exit());

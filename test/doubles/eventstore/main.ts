import { Node } from './node.js';

/**
 * Runs the EventStoreDB double as a process of its own. It prints its address, and ends when its standard input is
 * closed.
 */
const node = await new Node().start();
process.stdout.write(`${node.url}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  node.kill();
});

import { Node } from './node.js';

/** The double as a process of its own: it prints its address and ends with its standard input. */
const node = await new Node().start();
process.stdout.write(`${node.url}\n`);
process.stdin.resume();
process.stdin.on('end', () => {
  node.kill();
});

/**
 * Options of Node for the processes that tests start. They live for seconds, of which V8 spends a fifth on compiling
 * code that is hardly run again, and on moving young objects of a small heap. Both only wait longer here: what is run
 * often is still compiled. Children of these processes get the same options, as those of any process of Node.
 */
export const shortLived = ['--interrupt-budget=1000000', '--min-semi-space-size=16'] as const;

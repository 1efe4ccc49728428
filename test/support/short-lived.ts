/**
 * Node options for the processes that tests start. These processes live for seconds. By default V8 spends about a fifth
 * of that time on compiling code that hardly runs again and on collecting a small young generation. Both are delayed
 * here; code that runs often is still compiled. Child processes of these processes get the same options.
 */
export const shortLived = ['--interrupt-budget=1000000', '--min-semi-space-size=16'] as const;

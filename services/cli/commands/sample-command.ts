import type { OrderOf } from '@ledger/runtime/door/orders.js';
import { spokenIn } from '@ledger/ledger/kernel/two-languages.js';
import { remarkSentences } from '../imports/remark-lines.js';
import { sampleMessages } from './sample-messages.js';
import type { Asking } from '../terminal/command-caller.js';
import { exitCodes } from '../terminal/exit-codes.js';
import { count, print } from '../terminal/output.js';

/** Makes an empty ledger a sample. Throws SampleFault where it is in use; nothing is written then. */
export const makeSample = async ({ door, by, language }: Asking): Promise<number> => {
  const { sheet } = remarkSentences[language];
  const loaded: OrderOf<'MakeSample'>['loaded'] = (file, { rows, accepted, refused }) => {
    print(`${file}: ${sheet(count(rows), count(accepted), count(refused.length), false)}`);
  };
  print(spokenIn(sampleMessages, language)('made', await door.handle({ order: 'MakeSample', by, loaded })));
  return exitCodes.ok;
};

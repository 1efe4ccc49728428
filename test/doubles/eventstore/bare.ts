import { EventStoreDBClient, FORWARDS } from '@eventstore/db-client';

/**
 * Reads all streams after a position with the official client alone, as a baseline for benchmarks. Returns the number
 * of records and the commit position of the last one.
 */
export const countAll = async (
  url: string,
  from: bigint,
): Promise<Readonly<{ records: number; last: bigint }>> => {
  const client = EventStoreDBClient.connectionString(url);
  let [records, last] = [0, from];
  const read = client.readAll({ fromPosition: { commit: from, prepare: from }, direction: FORWARDS });
  await new Promise((resolve, reject) => {
    read.on('data', ({ event }) => {
      records += 1;
      last = event?.position.commit ?? last;
    });
    read.on('end', resolve);
    read.on('error', reject);
  });
  await client.dispose();
  return { records, last };
};

import { textBytesMax } from '@ledger/ledger/ports/sheet-source.js';
import { receivedNote, type Handed, type ImportNote, type Notes } from './import-notes.js';
import { importKey, type ImportPorts } from './import-ports.js';
import { WaitingRoom } from './waiting-room.js';

/** Takes in the bytes of sheets that are to be imported, and notes that they wait. */
export class ImportReception {
  private readonly room: WaitingRoom;

  constructor(
    private readonly ports: Pick<ImportPorts, 'folder' | 'ids' | 'clock' | 'vault'>,
    private readonly notes: Notes,
  ) {
    this.room = new WaitingRoom(() => notes.waiting);
  }

  /** The note of a sheet once it is durable. Whatever is thrown leaves nothing behind. */
  async receive(handed: Handed, bytes: AsyncIterable<Uint8Array>): Promise<ImportNote> {
    const { folder, ids, clock } = this.ports;
    const id = ids.fresh();
    const key = await importKey(this.ports, id);
    const size = await this.room.admit(bytes, (admitted) =>
      folder.keep(id, admitted, { key, bytesMax: textBytesMax }),
    );
    const note = receivedNote(handed, { id, bytes: size, receivedAt: clock.now() });
    try {
      await this.notes.put(note);
      return note;
    } catch (error) {
      this.notes.forget(id);
      await folder.remove(id);
      throw error;
    }
  }
}

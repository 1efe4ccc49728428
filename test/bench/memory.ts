import { readFileSync } from 'node:fs';

const kibibyte = 1_024;
const megabyte = 1_000_000;

/** Resident memory of a process in megabytes; null where the system does not tell it as Linux does. */
export const residentMb = (pid: number): number | null => {
  try {
    const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
    return found === null ? null : (Number(found[1]) * kibibyte) / megabyte;
  } catch {
    return null;
  }
};

export type Peaks = ReadonlyMap<string, number>;

const everyMs = 200;

/** Watches the resident memory of some processes, by name, and keeps the most that each had. */
export class MemoryWatch {
  private readonly most = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private together = 0;

  constructor(private readonly processes: ReadonlyMap<string, () => number | undefined>) {
    this.timer = setInterval(() => {
      this.look();
    }, everyMs);
    this.timer.unref();
    this.look();
  }

  private look(): void {
    let sum = 0;
    for (const [name, pid] of this.processes) {
      const number = pid();
      const now = number === undefined ? null : residentMb(number);
      if (now === null) continue;
      sum += now;
      this.most.set(name, Math.max(now, this.most.get(name) ?? 0));
    }
    this.together = Math.max(this.together, sum);
  }

  /** What each process had at most since the last call, and the most of all at one moment; begins anew. */
  peaks(): Readonly<{ each: Peaks; together: number }> {
    this.look();
    const taken = { each: new Map(this.most), together: this.together };
    this.most.clear();
    this.together = 0;
    return taken;
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

import { readFileSync } from 'node:fs';

const kibibyte = 1_024;
const megabyte = 1_000_000;

/** Resident memory of a process in megabytes; null when the system has no /proc as Linux has. */
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

/** Samples the resident memory of named processes and stores the maximum of each. */
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

  /**
   * The maximum of each process since the last call, and the maximum of their sum at one moment. Starts a new period.
   */
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

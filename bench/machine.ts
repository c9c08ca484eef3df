import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';

const ticks_per_s = 100; // USER_HZ of every Linux that Node runs on

type Times = { readonly parent: number; readonly cpu_s: number };

/** proc(5), stat: after the name in brackets, field 4 is the parent, 14 and 15 are user and system time, 16 and 17 those of children that have ended. */
function timesOf(pid: number): Times | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const sum = [11, 12, 13, 14].reduce((total, at) => total + Number(fields[at]), 0);
    return { parent: Number(fields[1]), cpu_s: sum / ticks_per_s };
  } catch {
    return undefined; // it has ended meanwhile
  }
}

/** CPU seconds of a process and all below it so far. */
export function cpuOf(root: number): number {
  const all = new Map<number, Times>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const times = Number.isInteger(pid) ? timesOf(pid) : undefined;
    if (times) all.set(pid, times);
  }
  const isBelow = (pid: number): boolean => pid === root || (all.get(pid) !== undefined && pid > 1 && isBelow(all.get(pid)?.parent ?? 0));
  return Array.from(all).reduce((sum, [pid, { cpu_s }]) => (isBelow(pid) ? sum + cpu_s : sum), 0);
}

/** What the figures were measured on, and how busy it was with other things. */
export function machine(): string {
  const [model] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${model?.model ?? 'unknown'}, ${availableParallelism()} cores, ${gib} GiB, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)} at the start`;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

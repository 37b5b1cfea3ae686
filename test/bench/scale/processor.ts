import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The kernel counts in hundredths of a second. */
const tickMs = 10;

/** Returns the processor time in ms that this process and the PostgreSQL of a home have used so far. */
export const processorMs = async (home: string): Promise<number> => {
  const { user, system } = process.cpuUsage();
  const file = await readFile(join(home, 'pg', 'postmaster.pid'), 'utf8').catch(() => '');
  const postmaster = file.split('\n')[0];
  let ticks = 0;
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[1] !== postmaster) continue;
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return (user + system) / 1000 + ticks * tickMs;
};

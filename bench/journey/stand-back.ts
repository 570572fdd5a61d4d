import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** Priority of this process's session among others (Linux, `sched_autogroup_enabled`): a thread's counts within its session only. */
const SESSION_PRIORITY = '/proc/self/autogroup';

/** This process lets others go first. What it starts from now on has a low priority too. */
export function standBack(): void {
  setPriorities(constants.priority.PRIORITY_BELOW_NORMAL);
}

/** Ends {@link standBack}; says so where this user may not. */
export function standUp(): void {
  try {
    setPriorities(constants.priority.PRIORITY_NORMAL);
  } catch {
    console.warn('This user may not raise a priority again: the next kiosk has a low one too.');
  }
}

/** Of all threads: on Linux each has its own, and the database and the garbage collector have theirs. */
function setPriorities(priority: number): void {
  if (existsSync(SESSION_PRIORITY)) writeFileSync(SESSION_PRIORITY, String(priority));
  const threads = process.platform === 'linux' ? readdirSync('/proc/self/task') : ['0'];
  for (const thread of threads) setPriorityOf(Number(thread), priority);
}

function setPriorityOf(thread: number, priority: number): void {
  try {
    setPriority(thread, priority);
  } catch (error) {
    // It has ended since it was listed.
    if ((error as { info?: { code?: string } }).info?.code !== 'ESRCH') throw error;
  }
}

import { lstatSync } from 'node:fs';
import process from 'node:process';

/** An account of the system that is not the service's own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account that owns a folder.
 * @returns null: it is the one that runs this, or the system has no such numbers
 * @throws Error when it is no folder of its own: a link would lead anywhere
 */
export function ownerOf(folder: string): Account | null {
  const found = lstatSync(folder);
  if (!found.isDirectory()) throw new Error(`${folder} is no folder`);
  if (process.geteuid === undefined || found.uid === process.geteuid()) return null;
  return { uid: found.uid, gid: found.gid };
}

/**
 * Does something with the rights of another account and no others, so that a link in its folders leads to nothing that
 * it could not reach itself. Not for anything that waits.
 */
export function asAccount<T>(account: Account | null, work: () => T): T {
  const { seteuid, setegid, setgroups, getgroups, geteuid, getegid } = process;
  if (account === null || !seteuid || !setegid || !setgroups || !getgroups || !geteuid || !getegid)
    return work();
  const own = { uid: geteuid(), gid: getegid(), groups: getgroups() };
  setgroups([account.gid]);
  setegid(account.gid);
  seteuid(account.uid);
  try {
    return work();
  } finally {
    seteuid(own.uid);
    setegid(own.gid);
    setgroups(own.groups);
  }
}

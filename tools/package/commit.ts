import { run, SetupError } from '../setup/run-command.mjs';

/** The commit that is packed. */
export interface Commit {
  /** Its full hash. */
  readonly hash: string;
  /** Seconds since 1970: the one moment that packages tell, whenever they are built. */
  readonly epoch: number;
  /** True when the checkout holds nothing else than this commit. */
  readonly clean: boolean;
}

/**
 * Reads the commit of the checkout.
 * @throws SetupError outside of a Git checkout
 */
export async function currentCommit(): Promise<Commit> {
  const shown = await run('git', ['show', '-s', '--format=%H %ct', 'HEAD'], { quiet: true });
  const changed = await run('git', ['status', '--porcelain'], { quiet: true });
  const [, hash, epoch] = /^([0-9a-f]{40}) (\d+)\s*$/u.exec(shown.output) ?? [];
  if (shown.code !== 0 || changed.code !== 0 || hash === undefined)
    throw new SetupError('A release is made of a commit: this is no Git checkout, or git is missing.');
  return { hash, epoch: Number(epoch), clean: changed.output.trim() === '' };
}

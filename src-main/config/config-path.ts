import path from 'node:path';

/** Where the configuration was searched for. */
export interface ConfigPlace {
  readonly file: string;
  readonly from: '--config' | 'BORNE_CONFIG' | 'system';
}

/**
 * Finds the configuration file: `--config=FILE`, else the environment variable `BORNE_CONFIG`, else the system's
 * place (`%ProgramData%\BorneAdherent\config.json` on Windows, `/etc/borne-adherent/config.json` elsewhere).
 */
export function configPlace(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): ConfigPlace {
  const option = argv.find((argument) => argument.startsWith('--config='))?.slice('--config='.length);
  if (option) return { file: path.resolve(option), from: '--config' };
  const named = env['BORNE_CONFIG'];
  if (named) return { file: path.resolve(named), from: 'BORNE_CONFIG' };
  const folder =
    platform === 'win32'
      ? path.win32.join(env['ProgramData'] ?? 'C:\\ProgramData', 'BorneAdherent')
      : '/etc/borne-adherent';
  const rules = platform === 'win32' ? path.win32 : path.posix;
  return { file: rules.join(folder, 'config.json'), from: 'system' };
}

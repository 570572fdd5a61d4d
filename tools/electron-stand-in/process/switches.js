// @ts-check

/** Switches seen on the command line or appended by the application; an empty text when a switch has no value. */
export const switches = /** @type {Map<string, string>} */ (new Map());

/**
 * Parts of an Electron command line: switches come first, then the script (file or folder), then its own arguments.
 * @param {readonly string[]} args
 * @returns {{ script: string | undefined, rest: string[] }}
 */
export function readCommandLine(args) {
  const at = args.findIndex((arg) => !arg.startsWith('-'));
  const own = at < 0 ? args : args.slice(0, at);
  // Chromium reads switches anywhere on the line.
  for (const arg of args) {
    const match = /^--([^=]+)(?:=(.*))?$/su.exec(arg);
    if (match?.[1] !== undefined) switches.set(match[1], match[2] ?? '');
  }
  return { script: at < 0 ? undefined : args[at], rest: at < 0 ? [...own] : args.slice(at + 1) };
}

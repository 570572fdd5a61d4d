/**
 * Address of a call.
 * @param base address of head office, which may have a path, with or without a slash at its end
 * @param path as in `HUB_CALLS`, from its first slash
 */
export function hubUrl(base: string, path: string): URL {
  return new URL(path.slice(1), base.endsWith('/') ? base : `${base}/`);
}

/** Local parts shorter than this show their first character only. */
const SHOWN_TWICE = 4;

/**
 * An address as its owner recognises it and a neighbour cannot use it: `o•••e@exemple.fr`. The number of dots says
 * nothing of the length.
 */
export function maskIdentifier(email: string): string {
  const at = email.lastIndexOf('@');
  const local = email.slice(0, at);
  return `${local.slice(0, 1)}•••${local.length < SHOWN_TWICE ? '' : local.slice(-1)}${email.slice(at)}`;
}

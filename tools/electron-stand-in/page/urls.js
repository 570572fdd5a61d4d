// @ts-check

// Chromium cannot be taught a scheme from outside: kiosk://app/x is served as http://kiosk.localhost/x, which it treats
// as a secure context. Any other host of the scheme becomes a name below that.
const DEFAULT_HOST = 'app';

/**
 * The address that Chromium is given for an application's URL; others stay as they are.
 * @param {string} url @param {ReadonlySet<string>} schemes custom schemes
 */
export function toWeb(url, schemes) {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/isu.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  if (!match || !schemes.has(scheme.toLowerCase())) return url;
  const below = host === DEFAULT_HOST ? '' : `${host}.`;
  return `http://${below}${scheme.toLowerCase()}.localhost${/^\//u.test(rest) ? '' : '/'}${rest}`;
}

/**
 * The application's URL for one of Chromium's; others stay as they are.
 * @param {string} url @param {ReadonlySet<string>} schemes
 */
export function fromWeb(url, schemes) {
  const match = /^http:\/\/(?:([^/?#]*)\.)?([^./?#]+)\.localhost(\/.*)?$/isu.exec(url);
  const [, host = DEFAULT_HOST, scheme = '', rest = ''] = match ?? [];
  return match && schemes.has(scheme) ? `${scheme}://${host}${rest}` : url;
}

/**
 * A Content-Security-Policy in Chromium's terms.
 * @param {string} policy @param {ReadonlySet<string>} schemes
 */
export function policyToWeb(policy, schemes) {
  let text = policy;
  for (const scheme of schemes) {
    text = text.replaceAll(new RegExp(`\\b${scheme}://([^\\s;,/]+)`, 'giu'), (_all, host) =>
      toWeb(`${scheme}://${host}/`, schemes).replace(/\/$/u, ''),
    );
    text = text.replaceAll(
      new RegExp(`(?<=[\\s;,])${scheme}:(?=[\\s;,]|$)`, 'giu'),
      `http://${scheme}.localhost http://*.${scheme}.localhost`,
    );
  }
  return text;
}

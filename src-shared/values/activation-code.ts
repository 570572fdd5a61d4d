/**
 * Number of digits of an activation code, sent by e-mail or SMS (domain rule; NIST SP 800-63B-4 asks for at least 6).
 */
export const CODE_DIGITS = 6;

/** Pattern of a code without separators. */
export const ACTIVATION_CODE = new RegExp(`^[0-9]{${CODE_DIGITS}}$`, 'u');

/**
 * Reads a typed code; spaces and hyphens are ignored.
 * @returns null when it is not a code
 */
export function activationCodeOf(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[\s-]/gu, '');
  return ACTIVATION_CODE.test(digits) ? digits : null;
}

/** A code in two groups of three digits. */
export function groupActivationCode(code: string, separator: string): string {
  return `${code.slice(0, CODE_DIGITS / 2)}${separator}${code.slice(CODE_DIGITS / 2)}`;
}

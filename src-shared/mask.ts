/** An e-mail address on a public screen: nothing of it is shown (MCRN guide, part 1, step 7). */
export const MASKED_EMAIL = '*****@*****';

/**
 * A phone number on a public screen: the last two digits, so that its owner knows which phone to look at.
 * @param phone E.164
 */
export function maskPhone(phone: string): string {
  return `** ** ** ** ${phone.slice(-2)}`;
}

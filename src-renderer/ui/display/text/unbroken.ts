/** An e-mail address for reading: its hyphens are those that end no line. It is not to be copied. */
export function unbroken(address: string): string {
  return address.replaceAll('-', '\u2011');
}

/** Makes a code whose characters are all equally likely. @param alphabet of at most 256 characters */
export function randomCode(randomBytes: (count: number) => Buffer, alphabet: string, length: number): string {
  // Larger bytes are skipped: 256 is seldom a multiple of the alphabet's length, so some characters would be more likely.
  const usable = 256 - (256 % alphabet.length);
  let code = '';
  while (code.length < length)
    for (const byte of randomBytes(length))
      if (byte < usable && code.length < length) code += alphabet.charAt(byte % alphabet.length);
  return code;
}

import { z } from 'zod';

/** An address short enough for a QR code that any phone can read from a screen. */
const link = z
  .url({ protocol: /^https$/u, error: 'expected an https:// address' })
  .max(200, { error: 'expected at most 200 characters' });

/** Schema of {@link AppLinks}. The defaults are placeholders for the mutual's own pages. */
export const appLinksSchema = z.strictObject({
  android: link
    .default('https://www.mcrn.fr/application/android')
    .describe('page of the application for Android; the default is a placeholder'),
  ios: link
    .default('https://www.mcrn.fr/application/ios')
    .describe('page of the application for iPhone and iPad; the default is a placeholder'),
});

/** Links for installing the mobile application. */
export type AppLinks = z.infer<typeof appLinksSchema>;

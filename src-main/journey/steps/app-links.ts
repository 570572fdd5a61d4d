import { z } from 'zod';

/** An address short enough for a square that any phone reads from a screen. */
const link = z
  .url({ protocol: /^https$/u, error: 'expected an https:// address' })
  .max(200, { error: 'expected at most 200 characters' });

/** Schema of {@link AppLinks}. The defaults stand for the mutual's own pages. */
export const appLinksSchema = z.strictObject({
  android: link
    .default('https://www.mcrn.fr/application/android')
    .describe('page of the application for Android; the default is a placeholder'),
  ios: link
    .default('https://www.mcrn.fr/application/ios')
    .describe('page of the application for iPhone and iPad; the default is a placeholder'),
});

/** Where the mobile application is installed from. */
export type AppLinks = z.infer<typeof appLinksSchema>;

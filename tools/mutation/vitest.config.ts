import path from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Tests of the pure rules. Each file loads its own modules, since a fault in a constant is active only after loading.
 */
export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    include: [
      'test/unit/shared/**/*.test.ts',
      'test/unit/activation/*-rules.test.ts',
      'test/unit/delivery/still-valid.test.ts',
      'test/unit/journey/idle-rules.test.ts',
      'test/unit/config/configuration-doc.test.ts',
      'test/unit/hub/accounts/resend-wait.test.ts',
      'test/unit/hub/basics/mask-identifier.test.ts',
      'test/unit/hub/codes/send-rules.test.ts',
      'test/unit/hub/events/{canonical-json,decided-at}.test.ts',
      'test/unit/hub/letters/{code-tries,letter-code,letter-gap,letter-term}.test.ts',
      'test/unit/hub/mail/update-late-mail.test.ts',
      'test/unit/hub/member-space/delegation-state.test.ts',
      'test/unit/shared/values/contact/address-block.test.ts',
    ],
    testTimeout: 30_000,
  },
});

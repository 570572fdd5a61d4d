import { describe, expect, it } from 'vitest';
import { m } from '../../../src-shared/messages/compiled/messages.js';
import { openPage } from '../support/page.ts';

const letter = { channel: 'letter', masked: null, nextAt: null } as const;
const email = { channel: 'email', masked: '*****@*****', nextAt: null } as const;

describe('who sends the code', () => {
  it.each([
    ['down', [letter], m.channel_down({})],
    ['fallback', [email, letter], m.channel_fallback({ hours: 72 })],
  ] as const)('is said where it is not head office: %s', async (line, offers, words) => {
    const page = await openPage({ id: 'choose-channel', line, offers: [...offers], problem: null });
    expect(document.body.textContent).toContain(words);
    expect(page.actions).toEqual([]);
  });
});

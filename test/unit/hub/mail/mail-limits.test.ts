import { describe, expect, it } from 'vitest';
import { isLimited, withinLimits } from '../../../../src-hub/mail/mail-limits.ts';
import type { Posting } from '../../../../src-hub/mail/mail-limits.ts';
import type { HubMail } from '../../../../src-hub/mail/templates/hub-mail.ts';
import {
  MOST_NOTICES_OF_A_KIND,
  MOST_ORDINARY_MAILS,
  MOST_TYPED_ADDRESS_MAILS,
} from '../../../../src-shared/policy/notices.ts';
import { sampleMails } from '../../../../tools/preview/sample-mails.ts';

const NOW = Date.UTC(2026, 10, 23);
const KINDS = [...new Set(sampleMails('fr').map(({ kind }) => kind))];

function posting(kind: HubMail['kind']): Posting {
  const mail = sampleMails('fr').find((one) => one.kind === kind);
  if (!mail) throw new Error(`no sample of ${kind}`);
  return { mail, expiresAt: new Date(NOW) };
}

const kindsOf = (postings: readonly Posting[]): string[] => postings.map(({ mail }) => mail.kind);
const many = (kind: HubMail['kind'], count: number): Posting[] =>
  Array.from({ length: count }, () => posting(kind));

describe('mails to one address', () => {
  it.each(KINDS)('of the kind %s are few, however many are posted', (kind) => {
    const { sent, withheld } = withinLimits(new Map(), many(kind, 300), NOW);
    if (!isLimited(kind)) expect(sent).toHaveLength(300);
    else expect(sent.length).toBeLessThanOrEqual(MOST_ORDINARY_MAILS);
    expect(sent.length + withheld.length).toBeGreaterThanOrEqual(300);
  });

  it('of all kinds at once stay below a hundred', () => {
    const flood = KINDS.filter(isLimited).flatMap((kind) => many(kind, 100));
    expect(withinLimits(new Map(), flood, NOW).sent.length).toBeLessThan(100);
  });

  it('that tell a change are not hidden by a flood of others, of whatever kind', () => {
    for (const kind of ['password-set', 'contact-changed', 'device-added', 'delegation-accepted'] as const) {
      const others = KINDS.filter((one) => one !== kind && isLimited(one)).flatMap((one) => many(one, 50));
      expect(kindsOf(withinLimits(new Map(), [...others, posting(kind)], NOW).sent)).toContain(kind);
    }
  });

  it('beyond the third of a kind say once a day that there was more', () => {
    const { sent, withheld } = withinLimits(new Map(), many('password-set', 10), NOW);
    expect(kindsOf(sent)).toEqual([
      ...Array.from({ length: MOST_NOTICES_OF_A_KIND }, () => 'password-set'),
      'more-changes',
    ]);
    expect(sent.at(-1)?.mail).toMatchObject({ to: posting('password-set').mail.to, at: NOW });
    expect(withheld).toHaveLength(10 - MOST_NOTICES_OF_A_KIND);
    const later = new Map([
      ['password-set', MOST_NOTICES_OF_A_KIND],
      ['more-changes', 1],
    ]);
    expect(withinLimits(later, many('password-set', 3), NOW).sent).toEqual([]);
  });

  it('that was only typed is one a day; ordinary ones count together', () => {
    expect(withinLimits(new Map(), many('account-asked', 5), NOW).sent).toHaveLength(
      MOST_TYPED_ADDRESS_MAILS,
    );
    const had = new Map([
      ['request-received', MOST_ORDINARY_MAILS - 2],
      ['password-set', 3],
    ]);
    const ordinary = [posting('letter-posted'), posting('request-answered'), posting('letter-reminder')];
    expect(kindsOf(withinLimits(had, ordinary, NOW).sent)).toEqual(['letter-posted', 'request-answered']);
  });
});

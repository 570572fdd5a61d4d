import { describe, expect, it } from 'vitest';
import { openMember, sealMember } from '../../../src-main/members/sealed-member.ts';
import { DEMO_CAST, demoMembers } from '../../../tools/demo/demo-members.ts';
import { testVault } from '../../support/kiosk/open-journal-in.ts';

describe('sealed member', () => {
  const vault = testVault();

  it('opens to what was sealed', () => {
    for (const member of demoMembers()) expect(openMember(vault, sealMember(vault, member))).toEqual(member);
  });

  it('shows nothing of the member', () => {
    const member = DEMO_CAST.both;
    const sealed = sealMember(vault, member).toString('latin1');
    expect(sealed).not.toContain(member.number);
    expect(sealed).not.toContain('exemple');
  });

  it('refuses a blob that another purpose has sealed', () => {
    expect(() => openMember(vault, vault.seal('outbox', '["00123456"]'))).toThrow();
    expect(() => openMember(vault, vault.seal('member', '["00123456"]'))).toThrow();
  });
});

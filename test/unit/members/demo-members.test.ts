import { describe, expect, it } from 'vitest';
import { memberSchema } from '../../../src-shared/hub-api/member.ts';
import { DEMO_CAST, demoMembers } from '../../../tools/demo/demo-members.ts';

describe('demonstration members', () => {
  const members = demoMembers();

  it('are 200 valid members with numbers of their own, the same at each call', () => {
    expect(members).toHaveLength(200);
    for (const member of members) expect(memberSchema.parse(member)).toEqual(member);
    expect(new Set(members.map(({ number }) => number)).size).toBe(200);
    expect(demoMembers()).toEqual(members);
  });

  it('cannot be reached: reserved domains, and numbers kept free for fiction', () => {
    for (const { email, phone } of members) {
      if (email !== null) expect(email).toMatch(/^[a-z0-9.-]+@(exemple|demo)\.invalid$/u);
      if (phone !== null) expect(phone).toMatch(/^\+3363998\d{4}$/u);
    }
    const phones = members.map(({ phone }) => phone).filter((phone) => phone !== null);
    expect(new Set(phones).size).toBe(phones.length);
  });

  it('show every kind of contact, of name and of number', () => {
    const kinds = new Set(members.map(({ email, phone }) => `${email !== null} ${phone !== null}`));
    expect(kinds.size).toBe(4);
    const names = members.map(({ familyName, givenName }) => `${givenName} ${familyName}`).join();
    for (const sign of ['é', 'ï', '-', "'"]) expect(names).toContain(sign);
    const numbers = members.map(({ number }) => number);
    expect(numbers.filter((number) => number.startsWith('0')).length).toBeGreaterThan(20);
    expect(new Set(numbers.map(({ length }) => length))).toEqual(new Set([6, 7, 8, 9, 10]));
    expect(members.some(({ language }) => language === 'en')).toBe(true);
  });

  it('name one member of each kind for the hints', () => {
    const contacts = Object.values(DEMO_CAST).map(({ email, phone }) => [email !== null, phone !== null]);
    expect(contacts).toEqual([
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ]);
  });
});

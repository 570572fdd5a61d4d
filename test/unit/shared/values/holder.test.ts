import { describe, expect, it } from 'vitest';
import { answeredHolderSchema, holderSchema, subjectOf } from '../../../../src-shared/values/holder.ts';
import { situationSchema } from '../../../../src-shared/values/situation.ts';

const HASH = '0123456789abcdef'.repeat(4);

describe('the holder of an account', () => {
  it('is known by the number of a member, or by the hashed NIR of a person only insured', () => {
    expect(subjectOf(holderSchema.parse({ situation: 'member', number: '0012345' }))).toBe('0012345');
    expect(subjectOf(holderSchema.parse({ situation: 'insured', nir: HASH }))).toBe(`nir:${HASH}`);
  });

  it('may have more fields in an answer of a newer hub', () => {
    const [member, insured] = [
      { situation: 'member', number: '0012345' },
      { situation: 'insured', nir: HASH },
    ];
    expect(answeredHolderSchema.parse({ ...member, since: 2027 })).toEqual(member);
    expect(answeredHolderSchema.parse({ ...insured, since: 2027 })).toEqual(insured);
    expect(answeredHolderSchema.safeParse({ situation: 'member', number: 'x' }).success).toBe(false);
  });

  it('has one of the situations', () => {
    const situations = holderSchema.options.map(({ shape }) => shape.situation.value);
    expect(situations).toEqual(['member', 'insured']);
    expect(situationSchema.options).toEqual(situations);
  });

  it.each([
    { situation: 'member' },
    { situation: 'member', number: '12345' },
    { situation: 'member', number: '0012345', nir: HASH },
    { situation: 'insured', number: '0012345' },
    { situation: 'insured', nir: HASH.slice(1) },
    { situation: 'insured', nir: `${HASH}0` },
    { situation: 'insured', nir: HASH.toUpperCase() },
    { situation: 'insured', nir: HASH, number: '0012345' },
    { situation: 'other', number: '0012345' },
    { number: '0012345' },
  ])('is not %j', (holder) => {
    expect(holderSchema.safeParse(holder).success).toBe(false);
  });
});

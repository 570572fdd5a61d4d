import { type CareField, GUARANTEES } from '../../../src-shared/values/member-space/guarantee.ts';
import type { HeldGuarantee } from '../../../src-shared/hub-api/space-data.ts';
import type { HubDatabase } from '../../database/hub-database.ts';

interface Term {
  readonly since: string;
  readonly until: string | null;
}

/** All guarantees, and which of them a person has, from the hub's own tables. */
export async function guaranteesOf(
  { db }: Pick<HubDatabase, 'db'>,
  person: string,
  today: string,
): Promise<HeldGuarantee[]> {
  const [items, contracts] = await Promise.all([
    db
      .selectFrom('guarantee_item')
      .select(['guarantee', 'field', 'label', 'covers'])
      .orderBy('guarantee')
      .orderBy('place')
      .execute(),
    db
      .selectFrom('contract')
      .select(['guarantee', 'since', 'until'])
      .where('holder', '=', person)
      .orderBy('since')
      .execute(),
  ]);
  return GUARANTEES.map((id) => {
    const terms = contracts.filter(({ guarantee }) => guarantee === id);
    return {
      id,
      ...heldSince(terms, today),
      items: items
        .filter(({ guarantee }) => guarantee === id)
        .map(({ field, label, covers }) => ({ field: field as CareField, label, covers })),
    };
  });
}

/** The current term, otherwise the next one. Ended terms do not count. @param terms earliest first */
function heldSince(terms: readonly Term[], today: string): { held: boolean; since: string | null } {
  const left = terms.filter(({ until }) => until === null || until >= today);
  const [first] = left;
  return { held: first !== undefined && first.since <= today, since: first?.since ?? null };
}

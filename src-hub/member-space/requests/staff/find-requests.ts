import { REQUEST_EVENTS } from '../../../../src-shared/member-requests/request-kinds.ts';
import { receiptNumber } from '../../../../src-shared/values/receipt-number.ts';
import type { HubDatabase } from '../../../database/hub-database.ts';
import type { Tables } from '../../../database/tables/tables.ts';
import { nameCondition, type RequestName } from './request-name.ts';

type Row = Tables['member_request'];

/** A request of the member space as staff see it; its content is sealed. */
export interface StoredMemberRequest extends Pick<
  Row,
  'id' | 'receipt' | 'holder' | 'kind' | 'topic' | 'rejected' | 'reply'
> {
  readonly state: Row['state'];
  readonly made_by: string;
  readonly made_at: Date;
  readonly changed_at: Date;
  /** As ISO date; null: not an address. */
  readonly effective_on: string | null;
  readonly applied_at: Date | null;
  /** An address whose town is in no table; see {@link awaitsConfirmation}. */
  readonly unconfirmed: boolean;
  readonly sealed: Buffer;
}

/** Whether an address waits for staff to confirm its town, which the member has typed. */
export function awaitsConfirmation({
  unconfirmed,
  state,
}: Pick<StoredMemberRequest, 'unconfirmed' | 'state'>): boolean {
  return unconfirmed && (state === 'received' || state === 'in-progress');
}

/** The requests of a name: one, unless two have the same receipt. */
export function findMemberRequests(database: HubDatabase, name: RequestName): Promise<StoredMemberRequest[]> {
  return database.transaction(({ query }) =>
    query<StoredMemberRequest>(
      `SELECT id, receipt, holder, made_by, kind, topic, sealed, made_at, state, rejected, reply, changed_at, effective_on,
         applied_at, unconfirmed
       FROM member_request WHERE ${nameCondition(name)} ORDER BY made_at, id`,
      [name.value],
    ),
  );
}

/**
 * The newest requests, without their contents.
 * @param kind null: all kinds
 * @param state null: all states
 */
export function newestMemberRequests(
  { db }: HubDatabase,
  { kind, state }: { readonly kind: Row['kind'] | null; readonly state: Row['state'] | null },
  most: number,
): Promise<
  Omit<StoredMemberRequest, 'sealed' | 'made_by' | 'holder' | 'rejected' | 'reply' | 'applied_at'>[]
> {
  return db
    .selectFrom('member_request')
    .select([
      'id',
      'receipt',
      'kind',
      'topic',
      'made_at',
      'state',
      'changed_at',
      'effective_on',
      'unconfirmed',
    ])
    .where((where) =>
      where.and([
        ...(kind === null ? [] : [where('kind', '=', kind)]),
        ...(state === null ? [] : [where('state', '=', state)]),
      ]),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
}

/**
 * Why the request of a receipt was refused at arrival, when it concerned nobody and was therefore not stored; null when
 * no refused request has this receipt. A receipt is computed from an event's id, so all events of these kinds are
 * searched.
 */
export async function findRefusedReceipt({ db }: HubDatabase, receipt: string): Promise<string | null> {
  const rows = await db
    .selectFrom('event')
    .select(['id', 'reason'])
    .where(
      'kind',
      'in',
      REQUEST_EVENTS.map(({ kind }) => kind),
    )
    .where('status', '=', 'refused')
    .execute();
  return rows.find(({ id }) => receiptNumber(id) === receipt)?.reason ?? null;
}

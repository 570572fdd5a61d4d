import { receiptNumber } from '../../../src-shared/values/receipt-number.ts';
import type { HubDatabase } from '../../database/hub-database.ts';

/** Words for staff about a receipt that has no row in `account_request`. */
const WORDS = {
  expired:
    'This request came too late: it waited at a kiosk for longer than it may. Look at the network of that kiosk; ask again.',
  identifier:
    'This was a request for a lost e-mail identifier. If it fitted an account, a mail went to that address, one in 24 hours at most.',
  gone: 'This request has ended and was deleted. Ask again at a kiosk.',
} as const;

interface TakenEvent {
  readonly id: string;
  readonly kind: string;
  /** Why it was refused; null: accepted. */
  readonly reason: string | null;
}

/**
 * Explains receipts without a stored request: refused at arrival, deleted since, or for a lost identifier. A receipt is
 * computed from an event's id, so all events of these kinds are searched.
 */
export async function explainOtherReceipts(database: HubDatabase, receipt: string): Promise<string[]> {
  const events = await database.transaction(({ query }) =>
    query<TakenEvent>(
      `SELECT id, kind, reason FROM event
       WHERE kind IN ('account-requested', 'identifier-requested')
         AND NOT EXISTS (SELECT FROM account_request WHERE account_request.id = event.id)`,
    ),
  );
  return events
    .filter(({ id }) => receiptNumber(id) === receipt)
    .flatMap((event) => [`Receipt ${receipt}`, `  ${wordsOf(event)}`]);
}

function wordsOf({ kind, reason }: TakenEvent): string {
  if (reason === 'expired') return WORDS.expired;
  if (reason !== null) return `This request was refused as it came: ${reason}, see docs/sync.md.`;
  return kind === 'identifier-requested' ? WORDS.identifier : WORDS.gone;
}

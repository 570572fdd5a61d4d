import { INSURED_SUBJECT, splitSubjects } from '../../people/subjects.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { KIOSK_LETTERS_PER_DAY, LETTER_WINDOW } from '../../../src-shared/policy/letters.ts';
import { DAY } from '../../../src-shared/time/units.ts';

/** 40 days, in milliseconds: {@link LETTER_WINDOW} before the oldest request that is not yet expired, and some more. */
const LOOK_BACK = LETTER_WINDOW + 10 * DAY;

/** When requests for letters of one kind arrived, by holder. The two kinds have separate limits. */
export class RequestedLetters {
  readonly #moments = new Map<string, number[]>();
  #leftToKiosk: number;

  /** @param leftToKiosk how many more letters the kiosk may ask for today */
  constructor(leftToKiosk: number) {
    this.#leftToKiosk = leftToKiosk;
  }

  /** Whether the kiosk that asks has had its letters of today, for whomever. */
  get isKioskSpent(): boolean {
    return this.#leftToKiosk <= 0;
  }

  /** @returns when the requests of the holder's letters arrived, in any order, in milliseconds since 1970 UTC */
  of(subject: string): readonly number[] {
    return this.#moments.get(subject) ?? [];
  }

  /** Counts a letter that is made now. */
  make(subject: string, at: number): void {
    this.#leftToKiosk -= 1;
    this.add(subject, at);
  }

  add(subject: string, at: number): void {
    const list = this.#moments.get(subject);
    if (list) list.push(at);
    else this.#moments.set(subject, [at]);
  }
}

/**
 * Reads the letters that count for the limits of these holders and of the kiosk that asks. What counts is when a request
 * arrived: the moment that a kiosk gives it can be any.
 * @param subjects from `subjectOf`; for kind `password` member numbers only
 * @param asked by which kiosk, and when the requests were received, in milliseconds since 1970 UTC
 */
export async function readRequestedLetters(
  connection: HubConnection,
  kind: 'password' | 'account',
  subjects: readonly string[],
  { kiosk, now }: { readonly kiosk: string; readonly now: number },
): Promise<RequestedLetters> {
  const { numbers, nirs } = splitSubjects(subjects);
  const rows = await connection.query<{ subject: string; at: Date }>(
    `SELECT coalesce(letter.number, '${INSURED_SUBJECT}' || encode(insured, 'hex')) AS subject,
       coalesce(received_at, requested_at) AS at
     FROM letter LEFT JOIN event USING (id)
     WHERE (letter.number = ANY ($1::text[])
         OR insured IN (SELECT decode(nir, 'hex') FROM unnest($2::text[]) AS nir))
       AND letter.kind = $3 AND requested_at > $4::timestamptz`,
    [numbers, nirs, kind, new Date(now - LOOK_BACK).toISOString()],
  );
  const [made] = await connection.query<{ count: number }>(
    `SELECT count(*)::integer FROM event JOIN letter USING (id)
     WHERE event.kiosk = $1 AND event.received_at > $2::timestamptz`,
    [kiosk, new Date(now - DAY).toISOString()],
  );
  const requested = new RequestedLetters(KIOSK_LETTERS_PER_DAY - (made?.count ?? 0));
  for (const { subject, at } of rows) requested.add(subject, at.getTime());
  return requested;
}

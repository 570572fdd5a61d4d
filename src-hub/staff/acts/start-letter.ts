import { isLetterAllowed } from '../../letters/batches/letter-gap.ts';
import { readRequestedLetters } from '../../letters/batches/requested-letters.ts';
import { letterPlace, readHolds } from '../../people/addresses/held-addresses.ts';
import { refusedAct, type ActRun } from './act.ts';

/** Makes a letter with a code, within the member's limits, to the address on file: one that is held back gets none. */
export const startLetter: ActRun<'start-letter'> = async (
  connection,
  { now },
  { id, session, subject, isRepeated },
) => {
  const done = { answer: { result: 'done', kind: 'start-letter' } } as const;
  if (isRepeated) return done;
  const at = now();
  const [address] = await connection.query<{
    lines: string[];
    postal_code: string;
    town: string;
    country: string;
  }>('SELECT lines, postal_code, town, country FROM member_address WHERE number = $1', [subject]);
  if (address === undefined) return refusedAct('no-address');
  const { postal_code: postalCode, ...place } = address;
  const holds = (await readHolds(connection, [subject], at)).get(subject) ?? [];
  if (letterPlace({ ...place, postalCode }, holds) === null) return refusedAct('no-address');
  const asked = { kiosk: session.kiosk, now: at.getTime() };
  const requested = await readRequestedLetters(connection, 'password', [subject], asked);
  if (requested.isKioskSpent || !isLetterAllowed(requested.of(subject), at.getTime()))
    return refusedAct('letter-limit');
  await connection.query('INSERT INTO letter (id, number, requested_at) VALUES ($1, $2, $3::timestamptz)', [
    id,
    subject,
    at.toISOString(),
  ]);
  return done;
};

import { z } from 'zod';
import { personalForms } from '../../../src-shared/policy/personal-forms.ts';
import { type Holder, subjectOf } from '../../../src-shared/values/holder.ts';
import type { OpenAccountAnswer, OpenAccountBody } from '../../../src-shared/hub-api/accounts.ts';
import { knownHolders } from '../../people/insured/nir-index.ts';
import { singleStatement } from '../../database/single-statement.ts';
import { againOnConflict } from '../../database/again-on-conflict.ts';
import type { HubDeps } from '../../core/hub-deps.ts';
import { MOST_CODE_TRIES } from '../../../src-shared/policy/codes.ts';
import type { HubClient } from '../../http/caller.ts';
import { lockPeople } from '../../database/lock-people.ts';
import { kioskTriesLock, kioskTriesWait, tellKioskTries } from '../../letters/codes/kiosk-tries.ts';
import { type CountedOpening, countOpening, UNANSWERED } from './count-opening.ts';
import { maskIdentifier } from '../../basics/mask-identifier.ts';
import { offeredEmail } from './offered-email.ts';
import { findShownLetter, type Person } from './shown-letter.ts';
import { ACTIVATION_OPEN_LIFE } from '../../../src-shared/policy/accounts.ts';

export type OpenDeps = Pick<HubDeps, 'database' | 'settings' | 'now' | 'log' | 'metrics'>;

/**
 * Checks a provisional password without spending it. The try is committed before any letter is read. The same attempt,
 * repeated or sent twice at once, counts once and gets one answer.
 * @returns null when another kiosk, or another holder, has used this attempt
 */
export async function openAccount(
  deps: OpenDeps,
  client: HubClient,
  request: OpenAccountBody,
): Promise<OpenAccountAnswer | null> {
  const { database, now } = deps;
  const query = singleStatement(database);
  const [holder = request.holder] = await knownHolders(query, [request.holder]);
  const asked = { attempt: request.attempt.toLowerCase(), kiosk: client.id, subject: subjectOf(holder) };
  const counted = await againOnConflict(() =>
    database.transaction(async (connection): Promise<CountedOpening> => {
      await lockPeople(connection, [kioskTriesLock('activation', client)]);
      const waitMs = await kioskTriesWait(connection, 'activation', client, now());
      const isKnown = waitMs > 0 && (await connection.query(KNOWN, [asked.attempt])).length > 0;
      return waitMs === 0 || isKnown
        ? countOpening(connection.query, asked, now())
        : { state: 'locked', waitMs, isOfKiosk: true };
    }),
  );
  switch (counted.state) {
    case 'not-the-same':
      return null;
    case 'locked':
      if (counted.isOfKiosk === true) tellKioskTries(deps, client);
      return { result: 'locked', waitMs: counted.waitMs };
    case 'answered':
      return storedAnswer(deps, asked.attempt, holder);
    case 'counted':
      return answerOpening(deps, { ...request, holder, attempt: asked.attempt }, counted.tries);
  }
}

/** A repeated attempt is answered, whatever the limit of its kiosk. */
const KNOWN = 'SELECT FROM activation WHERE attempt = $1';

async function answerOpening(
  deps: OpenDeps,
  request: OpenAccountBody,
  tries: number,
): Promise<OpenAccountAnswer> {
  const { attempt, holder } = request;
  const query = singleStatement(deps.database);
  const now = deps.now();
  const shown = await findShownLetter(query, deps.settings.HUB_SECRET, request, now);
  const left = MOST_CODE_TRIES - tries;
  const until = new Date(now.getTime() + ACTIVATION_OPEN_LIFE);
  const offered = shown.state === 'live' ? await offeredEmail(query, holder, now) : null;
  const updated = await query(
    `UPDATE activation SET answer = $2, counted = $3, letter = $4, open_until = $5::timestamptz, offered_email = $6
     WHERE attempt = $1 AND answer = '${UNANSWERED}' RETURNING attempt`,
    [
      attempt,
      JSON.stringify(shown.state === 'live' ? { result: 'accepted' } : openingRefusalOf(shown.state, left)),
      shown.state === 'wrong',
      ...(shown.state === 'live' ? [shown.letter, until.toISOString(), offered] : [null, null, null]),
    ],
  );
  // Another call of the same attempt has answered it meanwhile.
  if (updated.length === 0) return storedAnswer(deps, attempt, holder);
  if (shown.state !== 'live') return openingRefusalOf(shown.state, left);
  return acceptedAs(holder, { ...shown.person, offered_email: offered }, ACTIVATION_OPEN_LIFE);
}

/** Stored form of an answer: no personal data, and no remaining time, which would be wrong later. */
const storedSchema = z.discriminatedUnion('result', [
  z.strictObject({ result: z.enum(['accepted', 'expired', 'used']) }),
  z.strictObject({ result: z.literal('wrong'), triesLeft: z.number().int().min(0) }),
]);

function openingRefusalOf(
  state: 'wrong' | 'expired' | 'used',
  triesLeft: number,
): Extract<OpenAccountAnswer, { result: typeof state }> {
  return state === 'wrong' ? { result: state, triesLeft: Math.max(0, triesLeft) } : { result: state };
}

/** Builds the answer again that an earlier call of the same attempt got. */
async function storedAnswer(
  { database, now }: OpenDeps,
  attempt: string,
  holder: Holder,
): Promise<OpenAccountAnswer> {
  const [row] = await singleStatement(database)<StoredRow>(STORED, [attempt]);
  if (!row) throw new Error('an attempt that was answered is gone');
  const stored = storedSchema.parse(JSON.parse(row.answer));
  if (stored.result === 'wrong') return stored;
  if (stored.result !== 'accepted') return { result: stored.result };
  const openFor = Math.max(0, (row.open_until?.getTime() ?? 0) - now().getTime());
  return acceptedAs(holder, row, openFor);
}

interface Opened extends Person {
  readonly offered_email: string | null;
}

interface StoredRow extends Opened {
  readonly answer: string;
  readonly open_until: Date | null;
}

const STORED = `SELECT answer, open_until, offered_email, coalesce(member.family_name, insured.family_name) AS family_name,
    coalesce(member.birth_name, insured.birth_name) AS birth_name,
    coalesce(member.given_name, insured.given_name) AS given_name,
    coalesce(member.birth_date, insured.birth_date) AS birth_date
  FROM activation LEFT JOIN letter ON letter.id = activation.letter
    LEFT JOIN member ON member.number = letter.number LEFT JOIN insured ON insured.nir = letter.insured
  WHERE attempt = $1`;

function acceptedAs(holder: Holder, opened: Opened, openFor: number): OpenAccountAnswer {
  const { offered_email: email } = opened;
  const personal = formsOf(holder, opened);
  if (email === null) return { result: 'accepted', openFor, personal, emailOnFile: null };
  // The kiosk never learns the address, but its name is as unfit for a password as that of a typed one.
  const name = email.slice(0, email.lastIndexOf('@'));
  return { result: 'accepted', openFor, personal: [...personal, name], emailOnFile: maskIdentifier(email) };
}

function formsOf(holder: Holder, person: Person): string[] {
  return personalForms({
    familyName: person.family_name,
    birthName: person.birth_name,
    givenName: person.given_name,
    birthDate: person.birth_date,
    number: holder.situation === 'member' ? holder.number : null,
  });
}

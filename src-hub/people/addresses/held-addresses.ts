import { NEW_ADDRESS_HELD } from '../../../src-shared/policy/letters.ts';
import type { HubConnection } from '../../database/hub-database.ts';
import { INSURED_SUBJECT, splitSubjects } from '../subjects.ts';
import { type Place, placeKey } from './place-key.ts';

/** An address that somebody reports. */
export interface ReportedPlace extends Place {
  /** Subject (see `subjectOf`), at most once in a list. */
  readonly subject: string;
}

/** What `address_hold` has of a reported address: where its letters go instead. */
export interface AddressHold {
  /** {@link placeKey} of the reported address. */
  readonly place: string;
  /** Null: there was no address before, and letters wait. */
  readonly instead: Place | null;
}

interface CurrentRow {
  readonly subject: string;
  readonly lines: string[] | null;
  readonly postal_code: string | null;
  readonly town: string | null;
  readonly country: string;
}

/**
 * Holds reported addresses: for 14 days letters to them go where letters went before. This counts from the report, when
 * people are told, whenever the address takes effect and whoever brings it into effect. An address where letters go
 * already is not held. The people must be locked.
 * @returns until when each new address is held, by subject; nothing for one that is not
 */
export async function holdAddresses(
  connection: HubConnection,
  reported: readonly ReportedPlace[],
  at: Date,
): Promise<ReadonlyMap<string, Date>> {
  if (reported.length === 0) return new Map();
  const subjects = reported.map(({ subject }) => subject);
  const current = await currentPlaces(connection, subjects);
  const holds = await readHolds(connection, subjects, at);
  const until = new Date(at.getTime() + NEW_ADDRESS_HELD);
  const held = reported.flatMap((place) => {
    const now = current.get(place.subject) ?? null;
    const [key, nowKey] = [placeKey(place), now && placeKey(now)];
    if (key === nowKey) return [];
    const of = holds.get(place.subject)?.find((hold) => hold.place === nowKey);
    const instead = of === undefined ? now : of.instead;
    // Back to where letters go already.
    if (instead !== null && placeKey(instead) === key) return [];
    return [{ subject: place.subject, place: key, instead }];
  });
  await connection.query(
    `INSERT INTO address_hold AS old (subject, place, until, lines, postal_code, town, country)
       SELECT subject, place, $7::timestamptz, ARRAY(SELECT json_array_elements_text(lines::json)), postal_code, town,
         country
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         AS new (subject, place, lines, postal_code, town, country) WHERE lines IS NOT NULL
       UNION ALL
       SELECT subject, place, $7::timestamptz, NULL, NULL, NULL, NULL
       FROM unnest($1::text[], $2::text[], $3::text[]) AS new (subject, place, lines) WHERE lines IS NULL
     ON CONFLICT (subject, place) DO UPDATE SET until = excluded.until, lines = excluded.lines,
       postal_code = excluded.postal_code, town = excluded.town, country = excluded.country`,
    [
      held.map(({ subject }) => subject),
      held.map(({ place }) => place),
      held.map(({ instead }) => instead && JSON.stringify(instead.lines)),
      held.map(({ instead }) => instead?.postalCode ?? null),
      held.map(({ instead }) => instead?.town ?? null),
      held.map(({ instead }) => instead?.country ?? null),
      until.toISOString(),
    ],
  );
  return new Map(held.map(({ subject }) => [subject, until]));
}

/**
 * Where a letter goes.
 * @param place the address in effect; null: none is on file
 * @param holds of the person
 * @returns null: nowhere yet
 */
export function letterPlace(place: Place | null, holds: readonly AddressHold[]): Place | null {
  if (place === null) return null;
  const key = placeKey(place);
  const hold = holds.find((one) => one.place === key);
  return hold === undefined ? place : hold.instead;
}

/** Holds that last, by subject. */
export async function readHolds(
  connection: HubConnection,
  subjects: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, readonly AddressHold[]>> {
  const rows = await connection.query<
    Omit<CurrentRow, 'country'> & { place: string; country: string | null }
  >(
    `SELECT subject, place, lines, postal_code, town, country FROM address_hold
     WHERE subject = ANY ($1::text[]) AND until > $2::timestamptz`,
    [subjects, at.toISOString()],
  );
  const holds = new Map<string, AddressHold[]>();
  for (const { subject, place, lines, postal_code, town, country } of rows) {
    const instead =
      lines === null || postal_code === null || town === null
        ? null
        : { lines, postalCode: postal_code, town, country: country ?? undefined };
    holds.set(subject, [...(holds.get(subject) ?? []), { place, instead }]);
  }
  return holds;
}

async function currentPlaces(
  connection: HubConnection,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  const { numbers, nirs } = splitSubjects(subjects);
  const rows = await connection.query<CurrentRow>(
    `SELECT number AS subject, lines, postal_code, town, country FROM member_address WHERE number = ANY ($1::text[])
     UNION ALL
     SELECT '${INSURED_SUBJECT}' || encode(nir, 'hex'), lines, postal_code, town, country FROM insured
     WHERE nir IN (SELECT decode(asked.nir, 'hex') FROM unnest($2::text[]) AS asked (nir))`,
    [numbers, nirs],
  );
  return new Map(
    rows.flatMap(({ subject, lines, postal_code, town, country }) =>
      lines === null || postal_code === null || town === null
        ? []
        : [[subject, { lines, postalCode: postal_code, town, country }] as const],
    ),
  );
}

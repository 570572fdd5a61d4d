import { connectedDeviceSchema, type ConnectedDevice } from '../../../../src-shared/hub-api/space-data.ts';
import { cleanDate } from '../../../people/imports/normalise.ts';
import type { DataFile } from './data-file.ts';
import { isDay } from './days.ts';
import { meaningOf } from './meaning.ts';
import { PERSON_FIELDS, PERSON_HEADERS, readPerson } from './person-columns.ts';

const FIELDS = [...PERSON_FIELDS, 'name', 'kind', 'registered'] as const;

/** Length of a token's hash, in bytes. */
const HASH_BYTES = 32;

/** Words for kinds of devices, in the form of `plainWord`. */
const KINDS: Readonly<Record<ConnectedDevice['kind'], readonly string[]>> = {
  phone: ['phone', 'telephone', 'smartphone', 'mobile', 'portable'],
  tablet: ['tablet', 'tablette'],
  computer: ['computer', 'ordinateur', 'pc'],
};

/**
 * Devices of an older application, for a first import: they can be seen, blocked and deleted, but have no valid token.
 * A device that was blocked or deleted since then stays so when the file is imported again.
 */
export const DEVICE_FILE: DataFile<(typeof FIELDS)[number]> = {
  name: 'devices',
  about: 'devices with the mobile application, for a first take-over',
  headers: {
    fields: FIELDS,
    usual: {
      ...PERSON_HEADERS,
      name: ['name', 'nom', 'nomappareil', 'nomdelappareil', 'appareil'],
      kind: ['kind', 'type', 'typeappareil'],
      registered: [
        'registered',
        'enregistrement',
        'datedenregistrement',
        'dateenregistrement',
        'enregistrele',
      ],
    },
    optional: PERSON_FIELDS,
    nullable: [],
    numeric: [],
  },
  table: 'device',
  columns: ['holder', 'name', 'kind', 'registered_at', 'used_at', 'token_hash'],
  keys: 4,
  onlyNew: 4,
  hasHolder: true,
  replaces: 'never',
  counted: 4,
  kept: 'holder',
  keep: () => null,
  check(texts, { secret, today, randomBytes }) {
    const person = readPerson(texts, secret);
    if (!person.ok) return person;
    const { name } = texts;
    if (!connectedDeviceSchema.shape.name.safeParse(name).success)
      return { ok: false, fault: 'name: not 1 to 60 characters' };
    const kind = meaningOf(KINDS, texts.kind);
    if (kind === null) return { ok: false, fault: 'kind: neither phone, tablet nor computer' };
    const day = cleanDate(texts.registered);
    if (!isDay(day) || day > today)
      return { ok: false, fault: 'registered: not a day until today, such as 07/03/2026' };
    const at = `${day}T00:00:00Z`;
    const hash = `\\x${randomBytes(HASH_BYTES).toString('hex')}`;
    return {
      ok: true,
      key: [person.subject, kind, day, name].join(' '),
      cells: [person.subject, name, kind, at, at, hash],
    };
  },
};

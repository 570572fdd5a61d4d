import { connectedDeviceSchema, type ConnectedDevice } from '../../../../src-shared/hub-api/space-data.ts';
import { readFiledDay } from '../../../../src-shared/values/day.ts';
import { refused, taken } from '../../../../src-shared/values/reading.ts';
import type { DataFile } from './data-file.ts';
import { readMeaning } from './meaning.ts';
import { PERSON_FIELDS, PERSON_HEADERS, PERSON_KEYS, readPerson } from './person-columns.ts';

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
  about: 'Imports devices with the mobile application, for a first take-over',
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
    keys: PERSON_KEYS,
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
  check(row, { secret, today, randomBytes }) {
    const subject = readPerson(row, secret);
    const name = row.required('name', readName, 'not 1 to 60 characters');
    const kind = row.required(
      'kind',
      (text) => readMeaning(KINDS, text),
      'neither phone, tablet nor computer',
    );
    const day = row.required(
      'registered',
      (text) => readFiledDay(text, { until: today }),
      'not a day until today, such as 07/03/2026',
    );
    if (subject === null || name === null || kind === null || day === null) return null;
    const at = `${day}T00:00:00Z`;
    const hash = `\\x${randomBytes(HASH_BYTES).toString('hex')}`;
    return {
      key: [subject, kind, day, name].join(' '),
      cells: [subject, name, kind, at, at, hash],
    };
  },
};

const { name: nameSchema } = connectedDeviceSchema.shape;

function readName(text: string) {
  return nameSchema.safeParse(text).success ? taken(text) : refused('name');
}

import type { HubMigration } from './migration.ts';

/** Columns of subjects (see `subjectOf`), in which a person who is only insured stands as `nir:` and 64 digits. */
const SUBJECTS = [
  ...[
    'activation.subject',
    'address_hold.subject',
    'contract.holder',
    'delegation.giver',
    'delegation.helper',
  ],
  ...['device.holder', 'helper_try.holder', 'member_request.holder', 'member_request.made_by'],
  ...[
    'reimbursement.holder',
    'sent_code.counted',
    'sent_code.holder',
    'space_code.holder',
    'space_session.holder',
  ],
];

const renamed = (place: string): string => {
  const [table = '', column = ''] = place.split('.');
  return `UPDATE ${table} SET ${column} = 'nir:' || encode(after, 'hex') FROM renamed
        WHERE ${column} LIKE 'nir:%' AND ${column} = 'nir:' || encode(before, 'hex');`;
};

/** People who are only insured have an identity of their own, and NIR an index that can change its key. */
export const migration028: HubMigration = {
  version: 28,
  name: 'index of NIR beside the people',
  sql: `
      -- insured.nir was the keyed hash of the NIR. From here on it is random, and tells nothing to whoever has a key.
      CREATE TABLE nir_hash (
        hash bytea PRIMARY KEY CHECK (length(hash) = 32),
        person bytea NOT NULL REFERENCES insured (nir) ON UPDATE CASCADE ON DELETE CASCADE,
        -- Key of HUB_SECRET; null: the first one, where none had a name yet.
        key text
      );
      CREATE INDEX nir_hash_by_person ON nir_hash (person);

      CREATE TEMPORARY TABLE renamed ON COMMIT DROP AS
        SELECT nir AS before, decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex') AS after
        FROM insured;
      CREATE INDEX renamed_before ON renamed (before);
      ANALYZE renamed;
      ALTER TABLE account DROP CONSTRAINT account_insured_fkey;
      ALTER TABLE account_request DROP CONSTRAINT account_request_insured_fkey;
      UPDATE insured SET nir = after FROM renamed WHERE nir = before;
      UPDATE account SET insured = after FROM renamed WHERE insured = before;
      UPDATE account_request SET insured = after FROM renamed WHERE insured = before;
      UPDATE letter SET insured = after FROM renamed WHERE insured = before;
      ${SUBJECTS.map(renamed).join('\n      ')}
      ALTER TABLE account ADD CONSTRAINT account_insured_fkey FOREIGN KEY (insured) REFERENCES insured (nir);
      ALTER TABLE account_request
        ADD CONSTRAINT account_request_insured_fkey FOREIGN KEY (insured) REFERENCES insured (nir);
      INSERT INTO nir_hash (hash, person, key)
        SELECT before, after, coalesce((SELECT nir_key FROM hub), (SELECT id FROM hub_key ORDER BY number LIMIT 1))
        FROM renamed;

      -- The key under which a kiosk hashes NIR, as it was last given one.
      ALTER TABLE kiosk ADD COLUMN nir_key text;
      UPDATE kiosk SET nir_key = coalesce((SELECT nir_key FROM hub), (SELECT id FROM hub_key ORDER BY number LIMIT 1))
        WHERE kind = 'kiosk' AND enrolled_at IS NOT NULL;
    `,
};

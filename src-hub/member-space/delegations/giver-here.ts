import { INSURED_SUBJECT } from '../../people/subjects.ts';

/**
 * SQL condition on a row of `delegation`: its giver is still a member or insured person. Somebody who has left has no
 * account that a helper could use.
 */
export const GIVER_IS_HERE = `(
  EXISTS (SELECT FROM member WHERE number = delegation.giver AND closed_at IS NULL)
  OR EXISTS (SELECT FROM insured WHERE closed_at IS NULL AND nir =
    CASE WHEN starts_with(delegation.giver, '${INSURED_SUBJECT}')
      THEN decode(substr(delegation.giver, ${INSURED_SUBJECT.length + 1}), 'hex') END))`;

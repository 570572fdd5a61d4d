/**
 * SQL condition on a row of `account` that waits: another person has confirmed an account with its address. Several may
 * wait for one address; the first that confirms has it.
 */
export const TAKEN = `EXISTS (
    SELECT FROM account AS winner
    WHERE winner.email = account.email AND winner.confirmed_at IS NOT NULL AND winner.id <> account.id
      AND (winner.number IS DISTINCT FROM account.number OR winner.insured IS DISTINCT FROM account.insured))`;

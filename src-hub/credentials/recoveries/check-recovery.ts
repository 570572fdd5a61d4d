import type { CodeBody, RecoveryCheckAnswer } from '../../../src-shared/hub-api/accounts.ts';
import { personalForms } from '../../../src-shared/policy/personal-forms.ts';
import { PROVEN_RECOVERY_LIFE } from '../../../src-shared/policy/codes.ts';
import { checkCode } from '../../codes/check-code.ts';
import type { CodeDeps } from '../../codes/send-code.ts';
import { type AccountOwner, findOwner } from './account-owner.ts';

/** Checks the code of a recovery mail. */
export async function checkRecovery(
  deps: CodeDeps,
  kiosk: string,
  { attempt, code }: CodeBody,
): Promise<RecoveryCheckAnswer> {
  let owner: AccountOwner | undefined;
  const checked = await checkCode(deps, {
    ...{ attempt: attempt.toLowerCase(), code, purposes: ['account-password'], kiosk, visit: null },
    proofLife: PROVEN_RECOVERY_LIFE,
    isOpen: async (connection, { account }) => {
      owner = account === null ? undefined : await findOwner(connection, account);
      return owner !== undefined;
    },
  });
  if (checked.result !== 'ok') return checked;
  return { result: 'accepted', personal: owner === undefined ? [] : formsOf(owner) };
}

function formsOf(owner: AccountOwner): string[] {
  return personalForms({
    number: owner.number,
    familyName: owner.family_name,
    birthName: owner.birth_name,
    givenName: owner.given_name,
    birthDate: owner.birth_date,
  });
}

/**
 * The modules of pure rules. Their result depends only on their arguments, so unit tests alone have to find each
 * fault.
 */
export const PURE = [
  'src-shared/values/**/*.ts',
  // The other files of the folder contain only numbers.
  'src-shared/policy/passwords/{login-delays,password-policy}.ts',
  'src-shared/policy/{personal-forms,retry-wait,send-delays,situation-dates,situation-rules}.ts',
  'src-shared/time/*.ts',
  'src-main/activation/{code,letter}-rules.ts',
  'src-main/delivery/still-valid.ts',
  'src-main/journey/idle-rules.ts',
  'src-hub/accounts/confirmation/resend-wait.ts',
  'src-hub/basics/mask-identifier.ts',
  'src-hub/codes/send-rules.ts',
  'src-hub/events/{canonical-json,decided-at}.ts',
  'src-hub/letters/batches/letter-gap.ts',
  'src-hub/letters/codes/{code-tries,letter-code,letter-term}.ts',
  'src-hub/mail/update-late-mail.ts',
  'src-hub/member-space/delegations/delegation-state.ts',
  'src-shared/values/contact/address-block.ts',
];

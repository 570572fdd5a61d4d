import type { DelegationScope } from '../../../../../src-shared/values/delegation.ts';
import { m } from '../../../../../src-shared/messages/compiled/messages.js';

/** Each scope of a helper, as part of a sentence. */
export const SCOPE_WORDS: Readonly<Record<DelegationScope, () => string>> = {
  see: m.space_scope_see,
  ask: m.space_scope_ask,
  all: m.space_scope_all,
};

import type { SpaceScreenId } from '../../../../src-shared/journey/space-screen-ids.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';

/** Name of each screen of the member space. */
export const SPACE_NAMES: Readonly<Record<SpaceScreenId, () => string>> = {
  'space-reimbursements': m.space_reimbursements,
  'space-guarantees': m.space_guarantees,
  'space-documents': m.space_documents,
  'space-address': m.space_address,
  'space-situation': m.space_situation,
  'space-question': m.space_question,
  'space-devices': m.space_devices,
  'space-delegation': m.space_delegation,
  'space-app': m.space_app,
};

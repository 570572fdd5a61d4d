import type { ConnectedDevice } from '../../../../src-shared/hub-api/space-data.ts';
import { m } from '../../../../src-shared/messages/compiled/messages.js';

/** What can be done with a connected device. */
export type DeviceChange = 'block' | 'unblock' | 'delete';

/** Name of each kind of device. */
export const DEVICE_KINDS: Readonly<Record<ConnectedDevice['kind'], () => string>> = {
  phone: m.device_phone,
  tablet: m.device_tablet,
  computer: m.device_computer,
};

/** The words of each change: button, question, consequence, and result. */
export const DEVICE_CHANGES: Readonly<
  Record<
    DeviceChange,
    {
      readonly button: () => string;
      readonly question: (inputs: { name: string }) => string;
      readonly consequence: () => string;
      readonly done: (inputs: { name: string }) => string;
      readonly next: () => string;
    }
  >
> = {
  block: {
    button: m.device_block,
    question: m.device_block_question,
    consequence: m.device_block_consequence,
    done: m.device_block_done,
    next: m.device_block_next,
  },
  unblock: {
    button: m.device_unblock,
    question: m.device_unblock_question,
    consequence: m.device_unblock_consequence,
    done: m.device_unblock_done,
    next: m.device_unblock_next,
  },
  delete: {
    button: m.device_delete,
    question: m.device_delete_question,
    consequence: m.device_delete_consequence,
    done: m.device_delete_done,
    next: m.device_delete_next,
  },
};

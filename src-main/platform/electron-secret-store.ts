// The asynchronous successors of these calls bring key rotation, which one key that is read once a start does not
// need; the synchronous ones keep the start a list of steps.
/* eslint-disable @typescript-eslint/no-deprecated */
import { safeStorage } from 'electron';
import type { SecretStore } from '../database/secret-store.ts';

/**
 * The operating system's store: DPAPI on Windows, the key ring on Linux. On a Linux session without a key ring
 * Electron only obfuscates; that counts as plain.
 */
export function electronSecretStore(): SecretStore {
  const plain =
    !safeStorage.isEncryptionAvailable() ||
    (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text');
  return {
    protection: plain ? 'plain' : 'system',
    wrap: (secret) => safeStorage.encryptString(secret.toString('base64')),
    unwrap: (wrapped) => Buffer.from(safeStorage.decryptString(wrapped), 'base64'),
  };
}

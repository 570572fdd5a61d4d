// The newer asynchronous calls offer key rotation, which a single key that is read once does not need. The
// synchronous ones keep the start simple.
/* oxlint-disable typescript/no-deprecated */
import { safeStorage } from 'electron';
import type { SecretStore } from '../database/secret-store.ts';

/**
 * The operating system's secret store: DPAPI on Windows, the key ring on Linux. In a Linux session without a key
 * ring, Electron only obfuscates; that counts as `plain`.
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

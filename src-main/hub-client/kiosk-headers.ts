import { APP_VERSION } from '../../src-shared/app-version.ts';
import { CONTRACT, CONTRACT_HEADER, VERSION_HEADER } from '../../src-shared/hub-api/contract.ts';
import { MACHINE_HEADER } from '../../src-shared/hub-api/enrolment.ts';

/**
 * Headers of every call of a kiosk.
 * @param token null: not enrolled yet
 */
export function kioskHeaders(machine: string, token: string | null): Record<string, string> {
  return {
    [MACHINE_HEADER]: machine,
    [VERSION_HEADER]: APP_VERSION,
    [CONTRACT_HEADER]: String(CONTRACT),
    ...(token !== null && { authorization: `Bearer ${token}` }),
  };
}

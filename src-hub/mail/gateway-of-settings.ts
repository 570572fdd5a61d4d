import { ACCEPTED_STATUS, type SmsGateway } from '../../src-shared/sms/sms-gateway.ts';
import type { HubSettings } from '../basics/settings/settings.ts';

/** The SMS gateway of the settings. @returns null when none is set: no text message is sent */
export function gatewayOfSettings(settings: HubSettings): SmsGateway | null {
  const { HUB_SMS_URL: url, HUB_SMS_TEMPLATE: template } = settings;
  if (url === undefined || template === undefined) return null;
  return {
    ...{ url, template, headers: settings.HUB_SMS_HEADERS },
    acceptedStatus: settings.HUB_SMS_ACCEPTED_STATUS ?? ACCEPTED_STATUS,
    timeoutSeconds: settings.HUB_SMS_TIMEOUT,
  };
}

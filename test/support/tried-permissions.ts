import type { Page } from 'playwright';

/**
 * Makes a page do, call after call, what needs a permission. A call that is allowed may still fail, such as MIDI on a
 * machine without it. A position is at hand, so that a place that is allowed is told at once, however busy the machine.
 * @returns the calls that were allowed; those with a question mark are names that `permissions.query` calls granted
 */
export async function allowedIn(page: Page): Promise<string[]> {
  await page.context().setGeolocation({ latitude: 47.2, longitude: -1.55 });
  return page.evaluate(async () => {
    const isAllowed = (call: Promise<unknown>): Promise<boolean> =>
      call.then(
        (result) => result !== 'denied',
        (error: unknown) => !(error instanceof DOMException && error.name === 'NotAllowedError'),
      );
    const position = (): Promise<unknown> =>
      new Promise((resolve) => {
        const told = ({ code, PERMISSION_DENIED }: GeolocationPositionError): void =>
          resolve(code === PERMISSION_DENIED ? 'denied' : code);
        navigator.geolocation.getCurrentPosition(resolve, told, { timeout: 30_000 });
      });
    const calls: Record<string, () => Promise<unknown>> = {
      geolocation: position,
      camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
      microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
      notifications: () => Notification.requestPermission(),
      'clipboard-read': () => navigator.clipboard.readText(),
      'screen-wake-lock': () => navigator.wakeLock.request(),
      midi: () => navigator.requestMIDIAccess(),
      sysex: () => navigator.requestMIDIAccess({ sysex: true }),
    };
    const allowed: string[] = [];
    for (const [name, call] of Object.entries(calls)) if (await isAllowed(call())) allowed.push(name);
    for (const name of Object.keys(calls).slice(0, -1)) {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      if (state === 'granted') allowed.push(`${name}?`);
    }
    return allowed;
  });
}

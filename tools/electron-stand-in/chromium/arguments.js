// @ts-check

/**
 * Whether the window is drawn off screen: without a display, or when `BORNE_HEADLESS=1` asks for it.
 * @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform
 */
export function isHeadless(env, platform) {
  if (env['BORNE_HEADLESS'] === '1') return true;
  return platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
}

/** An empty document. Chromium refuses `about:` in an application window, and opens tabs instead. */
const BLANK = 'data:text/html,';

/**
 * The browser's command line. Nothing may leave the machine: no name resolves, background services are off.
 * @param {{ folder: string, headless: boolean, root: boolean }} options `folder` is the user-data-dir
 * @returns {string[]}
 */
export function chromiumArguments({ folder, headless, root }) {
  return [
    `--user-data-dir=${folder}`,
    '--remote-debugging-pipe',
    '--remote-debugging-port=0',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--no-first-run',
    '--no-default-browser-check',
    '--no-service-autorun',
    '--disable-background-networking',
    '--disable-breakpad',
    '--disable-client-side-phishing-detection',
    '--disable-component-update',
    '--disable-component-extensions-with-background-pages',
    '--disable-default-apps',
    // In containers /dev/shm is often too small for a renderer, which then crashes.
    '--disable-dev-shm-usage',
    '--disable-domain-reliability',
    '--disable-extensions',
    '--disable-field-trial-config',
    '--disable-quic',
    '--disable-search-engine-choice-screen',
    '--disable-sync',
    '--disable-back-forward-cache',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--disable-hang-monitor',
    '--disable-ipc-flooding-protection',
    '--disable-pinch',
    // The two of the address bar load their pages at each start, though headless shows no bar.
    '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
    '--metrics-recording-only',
    '--password-store=basic',
    '--use-mock-keychain',
    '--keep-alive-for-test',
    // Without a camera and a microphone, Chromium reports their absence before it checks permissions.
    '--use-fake-device-for-media-stream',
    ...(root ? ['--no-sandbox'] : []),
    ...(headless
      ? ['--headless=new', '--disable-gpu', '--hide-scrollbars', '--mute-audio', 'about:blank']
      : [`--app=${BLANK}`, '--test-type']),
  ];
}

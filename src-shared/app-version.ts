import packageJson from '../package.json' with { type: 'json' };

/** Version of the application, kiosk and hub alike: `version` of package.json. */
export const APP_VERSION: string = packageJson.version;

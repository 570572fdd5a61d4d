import packageJson from '../package.json' with { type: 'json' };

/** The application's version, of kiosk and hub alike: `version` of package.json. */
export const APP_VERSION: string = packageJson.version;

import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DATA_KEY_FILE, DataKeyError } from '../../../src-main/database/data-key.ts';
import { startKiosk } from '../../../src-main/kiosk.ts';
import { KioskRig } from '../../support/kiosk/kiosk-rig.ts';

/** Starts a kiosk whose operating system protects nothing. @returns what it is refused for; null when it starts */
async function refusal(overrides: { mode: 'demo' | 'production'; allowPlainDataKey?: boolean }) {
  const rig = await KioskRig.open(overrides, { start: false });
  const dataDir = path.join(rig.folder, 'data');
  try {
    await rig.startWith((config) => startKiosk(config, rig.edges()));
    return null;
  } catch (error) {
    if (!(error instanceof DataKeyError)) throw error;
    return { problem: error.problem, keyMade: existsSync(path.join(dataDir, DATA_KEY_FILE)) };
  }
}

describe('a kiosk whose data key the operating system cannot protect', () => {
  it('does not start in production, and writes no key', async () => {
    expect(await refusal({ mode: 'production' })).toEqual({ problem: 'plain-refused', keyMade: false });
  });

  it('starts in production when the configuration accepts it, and in a demonstration', async () => {
    expect(await refusal({ mode: 'production', allowPlainDataKey: true })).toBeNull();
    expect(await refusal({ mode: 'demo' })).toBeNull();
  });
});

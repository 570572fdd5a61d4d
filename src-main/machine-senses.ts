import { statfsSync } from 'node:fs';
import { connect, rootCertificates } from 'node:tls';
import { DAY, SECOND } from '../src-shared/time/units.ts';
import type { MachineSenses } from './advisers/machine-parts.ts';
import type { Config } from './config/config-schema.ts';
import type { HubLink } from './head-office/hub-link.ts';
import { readHubFiles } from './hub-client/hub-files.ts';
import { hubUrl } from './hub-client/hub-url.ts';

/** Milliseconds that head office has to answer. */
const PATIENCE = 8 * SECOND;

/** What the morning test asks this machine. */
export function machineSenses(
  config: Config,
  settings: NonNullable<Config['hub']>,
  wall: () => number,
  link: HubLink,
): Omit<MachineSenses, 'printPage' | 'canary'> {
  const files = readHubFiles(settings);
  const ca = files.ok && files.ca !== null ? [...rootCertificates, files.ca] : undefined;
  return {
    isHeadOfficeThere: async () => (await link.background('staff/roster', { version: null })).ok,
    clockAhead: async () => {
      const { Agent, request } = await import('undici');
      const dispatcher = new Agent({ connect: ca === undefined ? {} : { ca } });
      try {
        const signal = AbortSignal.timeout(PATIENCE);
        const { headers, body } = await request(hubUrl(settings.url, '/'), { dispatcher, signal });
        await body.dump();
        const ahead = wall() - Date.parse(String(headers['date']));
        return Number.isNaN(ahead) ? null : Math.round(ahead);
      } catch {
        return null;
      } finally {
        await dispatcher.destroy();
      }
    },
    certificateDays: async () => {
      const url = new URL(settings.url);
      if (url.protocol !== 'https:') return null;
      const until = await certificateEnd(url, ca);
      return until === null ? null : Math.floor((until - wall()) / DAY);
    },
    freeBytes: () => {
      try {
        const { bavail, bsize } = statfsSync(config.dataDir);
        return bavail * bsize;
      } catch {
        return null;
      }
    },
    systemOpen: () => {
      if (config.mode === 'demo') return 'demonstration';
      if (!config.window.kiosk) return 'not-full-screen';
      if (config.allowPlainDataKey) return 'plain-key';
      return process.getuid?.() === 0 ? 'runs-as-root' : null;
    },
  };
}

/** Wall-clock moment at which the certificate of head office ends; null: it cannot be asked. */
function certificateEnd(url: URL, ca: readonly string[] | undefined): Promise<number | null> {
  return new Promise((resolve) => {
    const port = url.port === '' ? 443 : Number(url.port);
    const socket = connect({
      host: url.hostname,
      port,
      servername: url.hostname,
      ...(ca && { ca: [...ca] }),
    });
    const end = (answer: number | null): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE, () => end(null));
    socket.once('error', () => end(null));
    socket.once('secureConnect', () => {
      const until = Date.parse(socket.getPeerCertificate().valid_to);
      end(Number.isNaN(until) ? null : until);
    });
  });
}

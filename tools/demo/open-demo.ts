import path from 'node:path';
import { startDemoEnvironment } from './demo-environment.ts';
import { castHints, mailHint, smsHint, staffHints } from './hints.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Milliseconds between two checks for letters to print. */
const POST = 5000;

/** A running demonstration. */
export interface OpenDemo {
  /** Configuration file of the kiosk. */
  readonly configFile: string;
  close(): Promise<void>;
}

/**
 * Starts the demonstration without its kiosk. The terminal shows members to try, and each message.
 * @param folder folder of its configuration and data
 */
export async function openDemo(folder = path.join(ROOT, '.demo')): Promise<OpenDemo> {
  const environment = await startDemoEnvironment({
    folder,
    hub: 'kept',
    onMail: (mail) => console.log(mailHint(mail)),
    onSms: (sms) => console.log(smsHint(sms)),
    onHub: (line) => console.log(`\n${line}`),
  });
  console.log(castHints());
  if (environment.hub !== null) console.log(staffHints(environment.hub.url, environment.hub.advisers));
  console.log(
    `Head office: ${environment.hub?.url ?? ''} (its API: /docs). Letters are printed to ${path.relative(ROOT, path.join(folder, 'head-office', 'letters'))}`,
  );
  const post = setInterval(() => {
    void environment.hub?.printLetters().then((letters) => {
      for (const letter of letters) console.log(`\nLetter: ${path.relative(ROOT, letter)}`);
    });
  }, POST);
  return {
    configFile: environment.configFile,
    close: async () => {
      clearInterval(post);
      await environment.close();
    },
  };
}

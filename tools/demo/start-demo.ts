/** Opens the kiosk on the demonstration; the terminal shows whom to try and each message as it arrives. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { startDemoEnvironment } from './demo-environment.ts';
import { castHints, mailHint, smsHint } from './hints.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

const environment = await startDemoEnvironment({
  folder: path.join(ROOT, '.demo'),
  hub: 'kept',
  onMail: (mail) => console.log(mailHint(mail)),
  onSms: (sms) => console.log(smsHint(sms)),
});
console.log(castHints());
console.log(
  `Head office: ${environment.hub?.url ?? ''} (its API: /docs). Letters are printed to .demo/head-office/letters`,
);
console.log('Close the window, or press Ctrl+C here, to end.');

const executable = process.env['BORNE_ELECTRON'];
if (executable === undefined) throw new Error('start with npm start');
const kiosk = spawn(executable, [ROOT, `--config=${environment.configFile}`], {
  stdio: ['ignore', 'inherit', 'ignore'],
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => kiosk.kill(signal));
// The post is quick here: whoever asks for a letter finds it in the folder within seconds.
const post = setInterval(() => {
  void environment.hub?.printLetters().then((letters) => {
    for (const letter of letters) console.log(`\nLetter: ${path.relative(ROOT, letter)}`);
  });
}, 5000);
const [code] = (await once(kiosk, 'exit')) as [number | null];
clearInterval(post);
await environment.close();
process.exitCode = code ?? 0;

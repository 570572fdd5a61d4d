/**
 * A kiosk that is killed: adds a mail to a journal, prints its id, and lives on until it is shot.
 * Arguments: file of the journal, port of the mail server (0: do not send).
 */
import { codeMail, openOutbox } from '../../support/outbox-fixture.ts';
import { openRig, WALL } from './delivery-rig.ts';

const [file = '', port = '0'] = process.argv.slice(2);

if (port === '0') {
  const { outbox } = openOutbox(file, WALL);
  console.log(outbox.add(codeMail(), { memberKey: 'blind-index', expiresAt: null }));
} else {
  console.log(openRig({ file, mail: { port: Number(port) } }).post(codeMail()));
}
setInterval(() => undefined, 1000);

/** `node sign-uninstaller.ts FILE`: signs as the environment says. NSIS runs it (`borne-adherent.nsi`). */
import { authenticodeOf, signFile } from './authenticode.ts';

const signing = authenticodeOf(process.env);
const [file] = process.argv.slice(2);
if (signing === null || file === undefined) throw new Error('nothing to sign, or nothing that signs');
await signFile(file, signing);

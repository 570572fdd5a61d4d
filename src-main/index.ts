import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { app } from 'electron';

// Compiled code is kept in the account's own folder, where nobody else can put any: half of the start's work.
enableCompileCache(path.join(app.getPath('userData'), 'compile-cache'));

// Awaited here, so that all that must precede `ready` does.
await import('./start.ts');

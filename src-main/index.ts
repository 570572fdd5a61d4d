import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { app } from 'electron';

// Compiled code is cached in the account's own folder, where nobody else can write. It saves half of the start's
// work.
enableCompileCache(path.join(app.getPath('userData'), 'compile-cache'));

// Awaited here, so that everything that has to come before `ready` does.
await import('./start.ts');

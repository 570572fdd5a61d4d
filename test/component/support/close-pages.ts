import { afterEach } from 'vitest';
import { closePages } from './page.ts';

// Here, since this file runs for each test file, which find the modules of earlier ones.
afterEach(closePages);

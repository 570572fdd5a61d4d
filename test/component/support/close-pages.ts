import { afterEach } from 'vitest';
import { closePages } from './page.ts';

// This file runs for each test file; modules run once for all, and could close the pages of the first alone.
afterEach(closePages);

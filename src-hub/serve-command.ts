import { defineCommand } from './cli/define-command.ts';
import { serve } from './serve.ts';

/** `serve`: the hub itself. */
export const serveCommand = defineCommand({
  name: 'serve',
  summary: 'Serves until SIGTERM or SIGINT; also without a command',
  takes: {},
  effect: 'serves',
  needs: ['secret', 'public-url', 'listening'],
  currentSchema: false,
  examples: [''],
  run: async (_given, { settings, database, log }) => ({
    exit: await serve({ settings, database, log }, (line) => console.error(line)),
    lines: [],
    facts: {},
  }),
});

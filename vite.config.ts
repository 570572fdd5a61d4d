import { builtinModules } from 'node:module';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** Loaded from node_modules at run time: Electron itself and the two packages with native code. */
const EXTERNAL = [/^electron(\/|$)/u, 'better-sqlite3', 'argon2', /^node:/u, ...builtinModules];

export default defineConfig({
  root: 'src-renderer',
  base: './',
  publicDir: false,
  plugins: [
    paraglideVitePlugin({
      project: 'src-renderer/messages/project.inlang',
      outdir: 'src-renderer/messages/compiled',
      strategy: ['globalVariable', 'baseLocale'],
      emitTsDeclarations: true,
    }),
    svelte({ configFile: false }),
  ],
  builder: {},
  environments: {
    client: {
      build: {
        outDir: '../dist/renderer',
        emptyOutDir: true,
        target: 'chrome140',
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
        rolldownOptions: { input: ['src-renderer/index.html'] },
      },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron', 'better-sqlite3', 'argon2'], conditions: ['node'], mainFields: ['module', 'main'] },
      build: {
        outDir: '../dist/main',
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          platform: 'node',
          external: EXTERNAL,
          input: { index: 'src-main/index.ts', 'members-writer': 'src-main/members/writer-thread.ts' },
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        outDir: '../dist/preload',
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          platform: 'node',
          external: EXTERNAL,
          input: { preload: 'src-main/preload.ts' },
          output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
        },
      },
    },
  },
});

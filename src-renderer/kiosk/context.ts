import { createContext } from 'svelte';
import type { Kiosk } from './kiosk.svelte.ts';

/** Gives components the page's kiosk; `App.svelte` sets it once. */
export const [useKiosk, provideKiosk] = createContext<Kiosk>();

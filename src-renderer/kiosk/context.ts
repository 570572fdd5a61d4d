import { createContext } from 'svelte';
import type { Kiosk } from './kiosk.svelte.ts';

/** The page's kiosk, for components; set once by `App.svelte`. */
export const [useKiosk, provideKiosk] = createContext<Kiosk>();

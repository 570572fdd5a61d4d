import { createContext } from 'svelte';
import type { Shown } from './kiosk.svelte.ts';

/** Gives components the kiosk as their person sees it: `App.svelte` sets it for members, `staff-page.svelte` for staff. */
export const [useKiosk, provideKiosk] = createContext<Shown>();

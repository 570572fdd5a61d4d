import { mount } from 'svelte';
import App from './App.svelte';
import '../ui/base/tokens.css';
import '../ui/base/base.css';
import { overwriteGetLocale } from '../../src-shared/messages/compiled/runtime.js';
import { startHeartbeat } from './heartbeat.ts';
import { keepStill } from './still-page.ts';
import { Kiosk } from '../kiosk/kiosk.svelte.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no #app element');

const kiosk = new Kiosk(window.kiosk);
// Reads rune state: all texts are redrawn when the language changes, and typed text stays.
overwriteGetLocale(() => kiosk.shownLanguage);
mount(App, { target, props: { kiosk } });
keepStill(window);
startHeartbeat(window.kiosk, window);
void kiosk.start();

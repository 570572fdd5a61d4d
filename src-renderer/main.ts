import { mount } from 'svelte';
import App from './App.svelte';
import './components/tokens.css';
import './components/base.css';
import { followLanguage } from './state/language.ts';
import { startHeartbeat } from './state/heartbeat.ts';
import { Kiosk } from './state/kiosk.svelte.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no #app element');

const kiosk = new Kiosk(window.kiosk);
followLanguage(() => kiosk.language);
mount(App, { target, props: { kiosk } });
startHeartbeat(window.kiosk, window);
void kiosk.start();

import { mount } from 'svelte';
import App from './App.svelte';
import '../ui/base/tokens.css';
import '../ui/base/base.css';
import { followLanguage } from './follow-language.ts';
import { startHeartbeat } from './heartbeat.ts';
import { Kiosk } from '../kiosk/kiosk.svelte.ts';

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no #app element');

const kiosk = new Kiosk(window.kiosk);
followLanguage(() => kiosk.language);
mount(App, { target, props: { kiosk } });
startHeartbeat(window.kiosk, window);
void kiosk.start();

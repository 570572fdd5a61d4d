import { mount } from 'svelte';
import '../ui/base/tokens.css';
import './branch.css';
import { overwriteGetLocale } from '../../src-shared/messages/compiled/runtime.js';
import { BranchPage } from './branch-page.svelte.ts';
import Root from './root.svelte';

const target = document.getElementById('app');
if (target === null) throw new Error('The page has no #app element');

const page = new BranchPage(window);
// Reads rune state: all texts are redrawn when the language changes.
overwriteGetLocale(() => page.language);
mount(Root, { target, props: { page } });
void page.start();

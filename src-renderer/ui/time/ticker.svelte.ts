/** Milliseconds between two readings: twice a second, so that no second is seen to be skipped. */
const INTERVAL = 500;

/** The steady clock of the page as rune state. Make it in a component: it stops with the component. */
export class Ticker {
  /** `performance.now()`, read again twice a second. */
  now = $state(performance.now());

  constructor() {
    $effect(() => {
      const timer = setInterval(() => {
        this.now = performance.now();
      }, INTERVAL);
      return () => clearInterval(timer);
    });
  }
}

/** Milliseconds between two readings: twice a second, so that no second is skipped. */
const INTERVAL = 500;

/** The page's steady clock as rune state. Made in a component, it stops with the component. */
export class Ticker {
  /** `performance.now()`, read twice a second. */
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

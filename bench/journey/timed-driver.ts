import { KioskDriver } from '../../tools/tour/kiosk-driver.ts';
import { endVisit, takeTaps, type TimedTap } from './tap-collector.ts';

/** A driver that keeps the times of all taps, and how long each end of a visit took. */
export class TimedDriver extends KioskDriver {
  readonly taps: TimedTap[] = [];
  /** Milliseconds from the touch of _Terminer_ to the idle screen that can be touched. */
  readonly ends: number[] = [];

  override async leave(action: 'leave' | 'logout'): Promise<void> {
    this.taps.push(...(await takeTaps(this.page)));
    this.ends.push(await endVisit(this.page, action));
  }
}

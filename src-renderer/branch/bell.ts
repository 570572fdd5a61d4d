/** How often the bell rings while a call waits, in milliseconds. */
const RING_EVERY = 4000;

/** Two tones, in hertz, each a third of a second. */
const TONES = [784, 988];

/** The bell of the branch page: it rings at once for a new call, and again while one waits. */
export class Bell {
  isOn = true;
  #sound: AudioContext | null = null;
  #calls: readonly string[] = [];
  #timer: number | undefined;

  /** Browsers let a page sound once somebody has touched it. */
  allow(): void {
    this.#sound ??= new AudioContext();
    if (this.#sound.state === 'suspended') void this.#sound.resume().catch(() => undefined);
  }

  /** @param calls that nobody has taken */
  ring(calls: readonly string[]): void {
    const isNew = calls.some((call) => !this.#calls.includes(call));
    this.#calls = calls;
    if (calls.length === 0) {
      window.clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    if (isNew) this.#strike();
    this.#timer ??= window.setInterval(() => this.#strike(), RING_EVERY);
  }

  #strike(): void {
    const sound = this.#sound;
    if (!this.isOn || sound?.state !== 'running') return;
    for (const [place, tone] of TONES.entries()) {
      const from = sound.currentTime + place * 0.35;
      const volume = sound.createGain();
      volume.gain.setValueAtTime(0.3, from);
      volume.gain.exponentialRampToValueAtTime(0.001, from + 0.34);
      const source = sound.createOscillator();
      source.frequency.value = tone;
      source.connect(volume).connect(sound.destination);
      source.start(from);
      source.stop(from + 0.35);
    }
  }
}

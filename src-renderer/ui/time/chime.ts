/**
 * Notes in hertz, below what is lost first with age. `warning`: a fifth upwards. `call`: downwards, high enough to be
 * heard over a room, and not like an alarm.
 */
const NOTES = { warning: [523, 784], call: [659, 523] } as const;

/** Length of a note, in seconds. */
const NOTE = 0.35;

/**
 * Two soft notes, for who does not look at the screen. Made by the browser: no file, no wait. Never throws: a machine
 * without a loudspeaker stays silent.
 */
export function chime(sound: keyof typeof NOTES): void {
  try {
    play(NOTES[sound]);
  } catch {
    // No sound device.
  }
}

function play(notes: readonly number[]): void {
  const context = new AudioContext();
  const last = notes
    .map((frequency, at) => {
      const note = new OscillatorNode(context, { frequency });
      const start = context.currentTime + at * NOTE;
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(0, start);
      volume.gain.linearRampToValueAtTime(0.25, start + 0.03);
      volume.gain.linearRampToValueAtTime(0, start + NOTE);
      note.connect(volume).connect(context.destination);
      note.start(start);
      note.stop(start + NOTE);
      return note;
    })
    .at(-1);
  last?.addEventListener('ended', () => void context.close());
}

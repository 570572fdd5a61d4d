/** Notes of the chime in hertz: high enough to be heard over a room, and not like an alarm. */
const NOTES = [659, 523] as const;

/** Seconds of a note. */
const LENGTH = 0.35;

/** Plays two notes. Never throws: a machine without sound stays silent. */
export function playChime(): void {
  try {
    const audio = new AudioContext();
    NOTES.forEach((hertz, index) => {
      const from = audio.currentTime + index * LENGTH;
      const note = new OscillatorNode(audio, { frequency: hertz });
      const volume = new GainNode(audio, { gain: 0.25 });
      volume.gain.setTargetAtTime(0, from + LENGTH / 2, LENGTH / 6);
      note.connect(volume).connect(audio.destination);
      note.start(from);
      note.stop(from + LENGTH);
    });
  } catch {
    // No sound device.
  }
}

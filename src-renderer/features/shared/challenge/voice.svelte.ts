import type { Language } from '../../../../src-shared/messages/languages.ts';

/** Speech by the voices installed on the machine. Voices that need a network are never used. */
export class Voice {
  #voices = $state.raw<SpeechSynthesisVoice[]>([]);

  constructor() {
    $effect(() => {
      const read = (): void => {
        this.#voices = speechSynthesis.getVoices().filter((voice) => voice.localService);
      };
      read();
      speechSynthesis.addEventListener('voiceschanged', read);
      return () => {
        speechSynthesis.removeEventListener('voiceschanged', read);
        speechSynthesis.cancel();
      };
    });
  }

  /** True when the machine can speak the language. */
  speaks(language: Language): boolean {
    return this.#find(language) !== undefined;
  }

  /** Speaks a text; stops the one that is spoken. */
  say(text: string, language: Language): void {
    const voice = this.#find(language);
    if (voice === undefined) return;
    const speech = new SpeechSynthesisUtterance(text);
    speech.voice = voice;
    speech.lang = voice.lang;
    speechSynthesis.cancel();
    speechSynthesis.speak(speech);
  }

  #find(language: Language): SpeechSynthesisVoice | undefined {
    return this.#voices.find((voice) => voice.lang.toLowerCase().startsWith(language));
  }
}

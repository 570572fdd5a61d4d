/** Names before which French says _d’_ in place of _de_: a vowel, a mute h, a y before a consonant. */
const ELIDED = /^(?:[aeiouàâäéèêëîïôöùûüœæ]|h[eéèiouy]|y(?![aeiouéè]))/iu;

/**
 * Whether _de_ is shortened before a name: _d’Odette_, _d’Hélène_, _d’Yves_, but _de Zoé_, _de Hassan_, _de Yann_. For the
 * input `elided` of messages.
 */
export function elides(name: string): 'yes' | 'no' {
  return ELIDED.test(name.trim()) ? 'yes' : 'no';
}

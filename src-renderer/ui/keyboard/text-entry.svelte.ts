/** A field for texts, of one or several lines. */
type TextField = HTMLInputElement | HTMLTextAreaElement;

/** A text that is typed on the screen's keyboard or a physical one. Its life is that of the screen. */
export class TextEntry {
  /** Typed so far. */
  value = $state('');
  /** The key touched last, when its character is refused; null after any other key. */
  refusedKey = $state<string | null>(null);

  #field: TextField | null = null;

  /** Connects the entry with its field, so that the screen's keyboard types at the caret. For `{@attach}`. */
  readonly attach = (field: TextField): (() => void) => {
    this.#field = field;
    // A physical keyboard types into the field, wherever the focus is.
    const typeHere = (event: KeyboardEvent): void => {
      if (
        event.key.length !== 1 ||
        event.key === ' ' ||
        event.ctrlKey ||
        event.metaKey ||
        event.defaultPrevented
      )
        return;
      if (!field.closest('[inert]') && !document.activeElement?.matches('input, textarea'))
        this.#focusAtEnd();
    };
    window.addEventListener('keydown', typeHere);
    return () => {
      window.removeEventListener('keydown', typeHere);
      field.value = '';
      this.#field = null;
      this.value = '';
    };
  };

  /** Inserts a text at the caret, or in place of the selection. */
  type(text: string): void {
    this.#edit((field, start, end) => field.setRangeText(text, start, end, 'end'));
  }

  /** Removes the selection, or the character before the caret. */
  erase(): void {
    this.#edit((field, start, end) => {
      const before = start === end ? Array.from(field.value.slice(0, start)).at(-1) : '';
      field.setRangeText('', start - (before?.length ?? 0), end, 'end');
    });
  }

  /** Removes everything. */
  clear(): void {
    this.value = '';
  }

  /** Puts the caret at the end of the field. */
  focus(): void {
    this.#focusAtEnd();
  }

  #edit(change: (field: TextField, start: number, end: number) => void): void {
    const field = this.#field;
    if (field === null) return;
    const start = field.selectionStart ?? field.value.length;
    change(field, start, field.selectionEnd ?? start);
    this.value = field.value;
  }

  #focusAtEnd(): void {
    const field = this.#field;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  }
}

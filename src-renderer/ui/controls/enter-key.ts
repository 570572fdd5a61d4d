/** Listener for the keys of a field: Enter submits, once even when it is held down. */
export function onEnter(submit: () => unknown): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.repeat) return;
    event.preventDefault();
    submit();
  };
}

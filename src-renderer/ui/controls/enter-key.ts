/** A listener for the keys of a field: Enter submits, once for as long as it is held. */
export function onEnter(submit: () => unknown): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.repeat) return;
    event.preventDefault();
    submit();
  };
}

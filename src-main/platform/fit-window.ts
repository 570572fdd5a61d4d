/** Width and height in pixels of the system. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/**
 * The size at which a window fits a display: as wanted where it does, else smaller in the same proportions. What the page
 * shows follows from the proportions, so that a smaller window shows all of it.
 * @param room what the display leaves to windows
 */
export function fitWindow(wanted: Extent, room: Extent): Extent {
  const scale = Math.min(1, room.width / wanted.width, room.height / wanted.height);
  // A display that is not known has no size.
  if (!(scale > 0)) return { width: wanted.width, height: wanted.height };
  return { width: Math.floor(wanted.width * scale), height: Math.floor(wanted.height * scale) };
}

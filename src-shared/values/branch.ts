/** Branch of a kiosk: its name without the number at the end. `Nantes 2` and `Nantes` are of the branch `Nantes`. */
export function branchOf(kiosk: string): string {
  return kiosk.replace(/ +\d+$/u, '');
}

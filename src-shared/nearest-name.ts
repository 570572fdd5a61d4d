/** Most edits between a name and one that was meant: a slip of the finger or two. */
const MOST_EDITS = 2;

/**
 * The known name that a wrong one may have meant: equal but for case and dashes, one that begins with it, or at most
 * two letters away.
 * @returns null when none is near
 */
export function nearestName(wrong: string, known: readonly string[]): string | null {
  const plain = plainName(wrong);
  if (plain === '') return null;
  const judged = known.map((name) => ({ name, edits: editsBetween(plain, plainName(name)) }));
  const [nearest] = judged.sort((one, other) => one.edits - other.edits);
  // Half of a short name may be wrong by chance.
  if (nearest !== undefined && nearest.edits <= Math.min(MOST_EDITS, Math.floor(plain.length / 2)))
    return nearest.name;
  const longer = known.filter((name) => plain.length > 2 && plainName(name).startsWith(plain));
  return longer[0] ?? null;
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
}

/** Edits between two texts: a letter more, less or other, or two neighbours exchanged (optimal string alignment). */
function editsBetween(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let column = 1; column <= other.length; column++) {
      const same = one[row - 1] === other[column - 1];
      const edits = [
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      ];
      const swapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) edits.push((before[column - 2] ?? 0) + 1);
      line.push(Math.min(...edits));
    }
    [before, above] = [above, line];
  }
  return above[other.length] ?? 0;
}

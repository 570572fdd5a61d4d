import pictogramsFile from '../../resources/pictograms/pictograms.json' with { type: 'json' };
import riddlesFile from '../../resources/pictograms/riddles.json' with { type: 'json' };
import { z } from 'zod';
import { pictogramSchema, riddlesSchema, type Pictogram, type Riddles } from './pictogram.ts';

let pictograms: readonly Pictogram[] | undefined;
let riddles: Riddles | undefined;

/**
 * The pictograms that ship with the application; checked on first use.
 * @throws when the resource is malformed: a fault of the build
 */
export function loadPictograms(): readonly Pictogram[] {
  return (pictograms ??= z.array(pictogramSchema).parse(pictogramsFile));
}

/**
 * The riddles that ship with the application; checked on first use.
 * @throws when the resource is malformed: a fault of the build
 */
export function loadRiddles(): Riddles {
  return (riddles ??= riddlesSchema.parse(riddlesFile));
}

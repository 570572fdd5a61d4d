import type { z } from 'zod';
import { nearestName } from '../../../src-shared/nearest-name.ts';

/** A variable and what is wrong with it. */
export type Problem = readonly [variable: string, problem: string];

/** Variables that are empty, and those that look like settings and are none. */
export function problemsOfNames(
  environment: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): Problem[] {
  return Object.entries(environment).flatMap<Problem>(([name, value]) => {
    if (value === undefined || !/^hub_/iu.test(name)) return [];
    if (!known.includes(name)) {
      const nearest = nearestName(name, known);
      const hint = nearest === null ? 'docs/hub.md lists them' : `did you mean ${nearest}?`;
      return [[name, `there is no such setting; ${hint}`]];
    }
    return value === '' ? [[name, 'is empty: give a value, or leave it out']] : [];
  });
}

/**
 * What the schema refuses, with the description of the variable.
 * @param issue in words for IT (`schemaWords`)
 * @param shape of the settings
 */
export function problemOf(issue: z.core.$ZodIssue, shape: Readonly<Record<string, z.ZodType>>): Problem {
  const variable = issue.path.map(String)[0] ?? '';
  const description = shape[variable]?.description;
  return [variable, issue.message + (description === undefined ? '' : ` (${description})`)];
}

import type { z } from 'zod';

/** Any value that JSON can write. */
export type Json = z.core.util.JSONType;

/** Fields of one message for the gateway. */
export interface SmsFields {
  /** E.164. */
  readonly to: string;
  readonly text: string;
  /** The outbox id; the same on every try. */
  readonly reference: string;
}

const PLACEHOLDER = /\{\{(to|text|reference)\}\}/gu;

/** Whether a message has a field of this name. */
export function isPlaceholder(name: string): boolean {
  return ['to', 'text', 'reference'].includes(name);
}

/** The names between double braces in all strings of a template. */
export function placeholdersOf(template: Json): string[] {
  if (typeof template === 'string')
    return [...template.matchAll(/\{\{(.*?)\}\}/gu)].map(([, name = '']) => name);
  if (template === null || typeof template !== 'object') return [];
  return Object.values(template).flatMap(placeholdersOf);
}

/**
 * Fills the gateway's template. Each placeholder in a string is replaced once, so that a text that looks like a
 * placeholder stays unchanged. Keys of objects are not replaced.
 */
export function fillSmsTemplate(template: Json, fields: SmsFields): Json {
  if (typeof template === 'string') {
    return template.replace(PLACEHOLDER, (_, name: keyof SmsFields) => fields[name]);
  }
  if (Array.isArray(template)) return template.map((entry) => fillSmsTemplate(entry, fields));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [key, fillSmsTemplate(value, fields)]),
  );
}

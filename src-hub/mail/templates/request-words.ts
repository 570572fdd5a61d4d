import type { Language } from '../../../src-shared/language.ts';
import type { PastRequest } from '../../../src-shared/hub-api/space-data.ts';

/** What a request of the member space is called within a sentence of a mail. */
export const REQUEST_WORDS: Readonly<Record<Language, Readonly<Record<PastRequest['kind'], string>>>> = {
  fr: {
    document: 'une demande de document',
    address: 'un changement d’adresse',
    situation: 'un changement de situation',
    question: 'une question',
    contact: 'un changement d’adresse e-mail ou de téléphone',
  },
  en: {
    document: 'a request for a document',
    address: 'a change of address',
    situation: 'a change of situation',
    question: 'a question',
    contact: 'a change of e-mail address or telephone number',
  },
};

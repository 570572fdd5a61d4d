import type { SecretQuestion } from '../../../src-shared/values/secret-question.ts';
import { m } from '../../../src-shared/messages/compiled/messages.js';

const TEXTS: Record<SecretQuestion, () => string> = {
  'childhood-book': m.secret_childhood_book,
  'first-pet': m.secret_first_pet,
  'first-school': m.secret_first_school,
  'childhood-street': m.secret_childhood_street,
  'favourite-teacher': m.secret_favourite_teacher,
  'childhood-friend': m.secret_childhood_friend,
  'first-job-town': m.secret_first_job_town,
  'favourite-dish': m.secret_favourite_dish,
  'first-car': m.secret_first_car,
  'dream-job': m.secret_dream_job,
};

/** A secret question in words. */
export function secretQuestionText(question: SecretQuestion): string {
  return TEXTS[question]();
}

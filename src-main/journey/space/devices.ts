import type { ActionOf, JourneyContext } from '../steps/step-handler.ts';
import { codeChangesAt, withMessageStatus, codeView, type CodeAsk } from '../steps/code-ask.ts';
import { actLost, codeReactions, codeSpent, openCode, type AwaitsCode } from './shared/fresh-code.ts';
import { pendingOn, askSpace, isRefusal, loadedView } from '../steps/loaded.ts';
import { stepAfterRefusal } from './shared/step-after-refusal.ts';
import { barOf, keyOf } from '../steps/space.ts';
import { spacePage, toHome } from './shared/space-page.ts';
import type { SpaceStepAt } from '../steps/space-steps.ts';
import { withLoaded } from './shared/with-loaded.ts';

type Devices = SpaceStepAt<'space-devices'>;
type Home = SpaceStepAt<'space-home'>;

/** Devices with the mobile application: block, unblock, and delete after a fresh code. */
export const spaceDevices = spacePage('space-devices', {
  screen: ({ at, space, content, deletion, done, problem }, { services }) => ({
    id: at,
    bar: barOf(space, content),
    content: loadedView(content),
    code: deletion && { device: deletion.device, ask: codeView(deletion.ask, services) },
    done,
    problem,
  }),
  onEnter: async (step, { services }) =>
    step.content === null
      ? withLoaded(step, services, ['devices', {}], (content) => ({ ...step, content }))
      : step,
  pending: (step) => pendingOn(step.content, (content) => ({ ...step, content })),
  on: {
    'change-device': changeDevice,
    'start-over': (step) => ({ ...step, deletion: null, done: null, problem: null }),
    retry: (step) => ({ ...step, content: null, problem: null }),
    ...codeReactions<Devices>((step, context) => step.deletion && awaitsCode(step, step.deletion, context)),
  },
  back: (step) => (step.deletion ? { ...step, deletion: null, problem: null } : toHome(step)),
  onStatus: (step, status) => {
    const { deletion } = step;
    const ask = deletion && withMessageStatus(deletion.ask, status);
    return ask && { ...step, deletion: { ...deletion, ask } };
  },
  changesAt: ({ deletion }, { services }) => deletion && codeChangesAt(deletion.ask, services),
  waits: ({ deletion }) => (deletion?.ask.sent ?? null) !== null,
});

async function changeDevice(
  step: Devices,
  { device, to }: ActionOf<'change-device'>,
  context: JourneyContext,
): Promise<Devices | Home | null> {
  const { services } = context;
  const { space, content } = step;
  const plain: Devices = { ...step, deletion: null, done: null, problem: null };
  // Only a device on the screen can be chosen.
  const chosen =
    content?.state === 'ready' ? content.value.devices.find(({ id }) => id === device) : undefined;
  if (!chosen) return null;
  const { name } = chosen;
  if (to === 'delete') {
    if (space.acting !== null) return stepAfterRefusal(plain, 'not-allowed');
    const opened = await openCode('device', space, context);
    if (opened.result !== 'ok') return stepAfterRefusal(plain, opened.result);
    return { ...plain, deletion: { device, name, ask: opened.ask } };
  }
  const answer = await askSpace(services, space, 'device', { device, do: to, proof: null });
  if (isRefusal(answer)) return stepAfterRefusal(plain, answer.result);
  if (answer.result !== 'ok') return { ...plain, content: null, problem: { kind: 'gone' } };
  services.audit.record('device-changed', keyOf(space, services.vault), to);
  return { ...plain, content: null, done: { did: to, name } };
}

type Deletion = NonNullable<Devices['deletion']>;

function awaitsCode(step: Devices, deletion: Deletion, context: JourneyContext): AwaitsCode<Devices> {
  const put = (ask: CodeAsk): Devices => ({
    ...step,
    done: null,
    problem: null,
    deletion: { ...deletion, ask },
  });
  return {
    space: step.space,
    ask: deletion.ask,
    with: put,
    refused: (refusal) => stepAfterRefusal({ ...step, deletion: null, done: null }, refusal),
    act: (proof, ask) => deleted(step, { ...deletion, ask }, proof, { put, context }),
  };
}

async function deleted(
  step: Devices,
  { device, name, ask }: Deletion,
  proof: string,
  { put, context: { services } }: { put: (ask: CodeAsk) => Devices; context: JourneyContext },
): Promise<Devices | Home> {
  const { space } = step;
  const plain: Devices = { ...step, content: null, deletion: null, done: null, problem: null };
  const answer = await askSpace(services, space, 'device', { device, do: 'delete', proof });
  switch (answer.result) {
    case 'ok':
      services.audit.record('device-changed', keyOf(space, services.vault), 'delete');
      return { ...plain, done: { did: 'delete', name } };
    case 'offline':
      return put(actLost(ask));
    case 'unknown':
      return { ...plain, problem: { kind: 'gone' } };
    case 'code-needed':
      return put(codeSpent(ask));
    default:
      return stepAfterRefusal(plain, answer.result);
  }
}

import { textsInForce } from './consents';
import { maskIdNumber, maskName, maskPhone } from './masks';
import {
  type ApplicationState,
  applicationMoves,
  applicationStates,
  isOldEnough,
  reviewDueOn,
  urgencyOf,
} from './membership';
import { canMove } from './moves';
import { mayAct, type Post } from './roles';

const weekdays = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const states = Object.keys(applicationStates) as ApplicationState[];

it('an officer decides on what was submitted, and on nothing else', () => {
  for (const verb of ['approve', 'return'] as const)
    expect(states.filter((state) => canMove(applicationMoves, verb, state, 'officer'))).toEqual(['submitted']);
  // What was returned and never mended must not hold an ID number for ever.
  expect(states.filter((state) => canMove(applicationMoves, 'refuse', state, 'officer'))).toEqual([
    'submitted',
    'returned',
  ]);
  expect(canMove(applicationMoves, 'approve', 'submitted', 'applicant')).toBe(false);
});

it('an applicant mends what was returned, and takes back what is open', () => {
  expect(states.filter((state) => canMove(applicationMoves, 'resubmit', state, 'applicant'))).toEqual(['returned']);
  expect(states.filter((state) => canMove(applicationMoves, 'recall', state, 'applicant'))).toEqual([
    'submitted',
    'returned',
  ]);
});

it('the review ends three working days after it began', () => {
  expect(reviewDueOn('2026-11-27', weekdays)).toBe('2026-12-02');
});

it('a case is calm, due today or on the next working day, then overdue', () => {
  const on = (today: string) => urgencyOf('2026-11-30', today, weekdays);
  expect(['2026-11-26', '2026-11-27', '2026-11-29', '2026-11-30', '2026-12-01'].map(on)).toEqual([
    'calm',
    'due',
    'due',
    'due',
    'overdue',
  ]);
});

it('personal data is masked: name 张**, ID 3 + 4, phone 3 + 4', () => {
  expect([maskName('张三丰'), maskName('𠮷田'), maskIdNumber('370784199001010025'), maskPhone('13800138000')]).toEqual([
    '张**',
    '𠮷*',
    '370***********0025',
    '138****8000',
  ]);
});

it('a post counts in its own union and below, not beside or above', () => {
  const post: Post = { role: 'officer', unionId: 'B', unionName: '', unionPath: '/A/B/' };
  expect(
    ['/A/B/', '/A/B/C/', '/A/', '/A/X/', '/A/BB/'].map((path) => mayAct([post], 'applications.decide', path)),
  ).toEqual([true, true, false, false, false]);
  expect(mayAct([{ ...post, role: 'publicity' }], 'applications.decide', '/A/B/')).toBe(false);
});

it('both purposes of joining have a text in force, the ID number one asked apart', () => {
  expect(textsInForce('2026-11-22').map((text) => [text.purpose, text.separate])).toEqual([
    ['joining', false],
    ['identity', true],
  ]);
  expect(textsInForce('2025-12-31')).toEqual([]);
});

it('nobody joins before the sixteenth birthday: the day before, the day, the day after', () => {
  const on = (today: string) => isOldEnough('2010-11-23', today);
  expect(['2026-11-22', '2026-11-23', '2026-11-24'].map(on)).toEqual([false, true, true]);
});

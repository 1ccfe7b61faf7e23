import { isWeakPassword, overlap, postStateOf } from './posts';

describe('when a post runs', () => {
  const at = '2026-11-23T02:00:00.000Z';
  const state = (fromOn: string, toOn: string | null, endedAt: string | null = null) =>
    postStateOf({ fromOn, toOn, endedAt }, '2026-11-23', at);

  it('runs from its first day to the end of its last', () => {
    expect(state('2026-11-24', null)).toBe('coming');
    expect(state('2026-11-23', null)).toBe('running');
    expect(state('2026-01-01', '2026-11-23')).toBe('running');
    expect(state('2026-01-01', '2026-11-22')).toBe('ended');
  });

  it('ends at the very instant at which it was ended, whatever its days say', () => {
    expect(state('2026-01-01', null, at)).toBe('ended');
    expect(state('2026-12-01', null, at)).toBe('ended');
    expect(state('2026-01-01', null, '2026-11-23T02:00:00.001Z')).toBe('running');
  });
});

it('two terms overlap when they share a day', () => {
  const term = (fromOn: string, toOn: string | null) => ({ fromOn, toOn });
  const first = term('2026-01-01', '2026-06-30');
  expect(overlap(first, term('2026-06-30', null))).toBe(true);
  expect(overlap(first, term('2026-07-01', null))).toBe(false);
  expect(overlap(term('2026-07-01', null), first)).toBe(false);
  expect(overlap(term('2025-01-01', '2025-12-31'), first)).toBe(false);
  expect(overlap(term('2025-01-01', null), first)).toBe(true);
  expect(overlap(term('2026-02-01', '2026-02-01'), first)).toBe(true);
});

describe('a password', () => {
  it.each([
    ['shorter than twelve', 'Kx7!mq92ab'],
    ['eleven characters', 'Kx7!mq92abc'],
    ['one character only', 'aaaaaaaaaaaaaaaa'],
    ['four characters only', 'abcdabcdabcdabcd'],
    ['with the name of the account', 'my-qz-north-2026!'],
    ['with the name of the account in capitals', 'my QZ-NORTH horse'],
    ['digits alone, such as an ID number', '379901199001010025'],
    ['a day of birth and a phone', '1990-01-01 19900001234'],
    ['a common one', 'password1234'],
    ['a common one twice', 'passwordPassword'],
    ['a common one with signs', 'Qwertyuiop!23'],
    ['a walk over the keys', '1q2w3e4r5t6y'],
    ['the name of the program', 'niangjia2026'],
  ])('is weak: %s', (_, password) => expect(isWeakPassword(password, 'qz-north')).toBe(true));

  it.each(['a good long password 7', '青州北部片区的好密码要十二个字', 'xK9-plum-river-88', 'Kx7!mq92abcd'])(
    'is good: %s',
    (password) => expect(isWeakPassword(password, 'qz-north')).toBe(false),
  );
});

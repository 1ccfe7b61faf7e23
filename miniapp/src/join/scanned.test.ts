import { decoded, tokenIn } from './scanned';

test('a mini-program code and a poster for browsers lead to the same joining code', () => {
  expect(tokenIn({ path: 'join/union?scene=jQ7_x-9', result: '' })).toBe('jQ7_x-9');
  expect(tokenIn({ result: 'http://192.168.1.5:3000/#/join/union?scene=jQ7_x-9' })).toBe('jQ7_x-9');
});

test('any other code is none of ours', () => {
  expect(tokenIn({ result: 'https://example.com/' })).toBeUndefined();
  expect(tokenIn({})).toBeUndefined();
});

test('a broken escape is taken as it stands', () => {
  expect(decoded('a%20b')).toBe('a b');
  expect(decoded('%E0%A4')).toBe('%E0%A4');
});

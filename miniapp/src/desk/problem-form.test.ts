import { emptyProblem, problemsOf } from './problem-form';

const whole = {
  unionId: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  title: '端面振纹',
  words: '材料 45 钢，端面有振纹',
  field: 'machining' as const,
  contactName: '王工',
  phone: '19900000388',
};

it('a whole problem has nothing wrong', () => expect(problemsOf(whole)).toEqual({}));

it('everything that is missing is said at its field', () => {
  expect(Object.keys(problemsOf(emptyProblem)).sort()).toEqual(
    ['contactName', 'field', 'phone', 'title', 'unionId', 'words'].sort(),
  );
  expect(problemsOf({ ...whole, title: ' 振纹 ' }).title).toBe('请至少写 4 个字，让人一看就知道是什么难题。');
  expect(problemsOf({ ...whole, words: '有振纹' }).words).toBe('请至少写 10 个字：设备、材料、现象、试过什么。');
});

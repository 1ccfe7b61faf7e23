const sexes = { male: '男', female: '女' };

/** What stands where the ID number, and what comes from it, is not to be used any more. */
export const GONE = '不再显示（本人撤回同意或已注销）';

/** `女，36 岁` */
export const sexAndAge = (one: { sex: 'male' | 'female' | null; age: number | null }): string =>
  one.sex === null || one.age === null ? GONE : `${sexes[one.sex]}，${one.age} 岁`;

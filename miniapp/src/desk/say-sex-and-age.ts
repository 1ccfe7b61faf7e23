/** Both come from the ID number: without its consent there is neither. */
export const saySexAndAge = (sex: 'male' | 'female' | null, age: number | null): string =>
  sex === null || age === null ? '不再显示（本人撤回同意或已注销）' : `${sex === 'male' ? '男' : '女'}，${age} 岁`;

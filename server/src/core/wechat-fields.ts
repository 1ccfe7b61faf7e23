/** Shortened to `max` UTF-16 units, the last of them an ellipsis, so that people see that something is missing. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  // A character beyond the basic plane (a rare one in a name, an emoji) is two units; half of one is refused.
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/**
 * The value of a field of a subscribe message, as WeChat accepts it (else 47003 and nobody gets the message).
 * The type is the field's name without its number: `thing1` is a thing.
 */
export function fitField(field: string, value: string): string {
  const type = field.replace(/\d+$/, '');
  // Line breaks are refused as well.
  const text = value.replace(/\s+/g, ' ').trim();
  switch (type) {
    case 'thing':
      return cut(text, 20) || '无';
    case 'phrase':
      // Han characters only, at most five.
      return (text.match(/\p{Script=Han}/gu) ?? []).slice(0, 5).join('') || '无';
    case 'name':
      // Ten characters, or twenty if all are letters.
      return cut(text, /^[ -~]*$/.test(text) ? 20 : 10) || '无';
    case 'character_string':
    case 'letter':
      return text.slice(0, 32);
    case 'symbol':
      return text.slice(0, 5);
    default:
      // Numbers, amounts, times, telephone numbers: cut, they would say something else. WeChat refuses them itself.
      return text;
  }
}

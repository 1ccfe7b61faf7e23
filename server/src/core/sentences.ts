/** What people read at a field whose schema has no sentence of its own: Chinese and plain, never the library's words. */
import * as z from 'zod';

z.config({
  customError: (issue) => {
    if (issue.code === 'invalid_type' && issue.input === undefined) return '请填写。';
    if (issue.code === 'too_small' && issue.origin === 'string') return '请填写。';
    if (issue.code === 'too_big' && issue.origin === 'string') return `最多 ${issue.maximum} 个字。`;
    if (issue.code === 'too_big') return `最多 ${issue.maximum} 项。`;
    return '格式不对，请重新填写。';
  },
});

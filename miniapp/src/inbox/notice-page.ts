/** Where a notice leads. */
import { noticePages } from '@niangjia/shared/rules/notices';

const tabs: readonly string[] = [noticePages.home, 'services/index', 'welfare/index', 'mine/index'];
const known: readonly string[] = [...Object.values(noticePages), ...tabs];

/** How to open the page that a notice names; nothing when this app does not have it, being older than the server. */
export function wayTo(page: string | null): { act: 'switchTab' | 'navigateTo'; url: string } | undefined {
  const [path = '', query] = (page ?? '').replace(/^\//, '').split('?');
  if (!known.includes(path)) return undefined;
  if (tabs.includes(path)) return { act: 'switchTab', url: `/${path}` };
  return { act: 'navigateTo', url: `/${path}${query ? `?${query}` : ''}` };
}

import Taro, { usePageNotFound } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import './app.scss';

if (process.env.TARO_ENV === 'h5')
  // What can be tapped can be reached by keyboard: Enter does what a tap does.
  document.addEventListener('keydown', (event) => {
    const focused = document.activeElement;
    if (event.key === 'Enter' && focused?.hasAttribute('tabindex')) (focused as HTMLElement).click();
  });

export default function App({ children }: PropsWithChildren) {
  usePageNotFound(() => void Taro.redirectTo({ url: '/lost/index' }));
  return children;
}

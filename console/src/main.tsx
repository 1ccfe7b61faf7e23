import { Refused } from '@niangjia/shared/client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider, App as Messages } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app';
import './console.css';
import { useTheme } from './theme';

const client = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (tries, error) => !(error instanceof Refused) && tries < 2 },
  },
});

function Themed() {
  return (
    <ConfigProvider locale={zhCN} theme={useTheme()} button={{ autoInsertSpace: false }}>
      <Messages message={{ top: 72 }}>
        <App />
      </Messages>
    </ConfigProvider>
  );
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        {/* Without transitions the address and the case change together: a key pressed right after j meets the new one. */}
        <BrowserRouter basename="/console/" useTransitions={false}>
          <Themed />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Served by the API's own process at /console/; `npm run dev` reaches that process through the proxy.
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: { target: 'es2022', modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});

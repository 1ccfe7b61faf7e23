import { readFileSync } from 'node:fs';
import type { KnipConfig } from 'knip';

/** Pages are named by app.config.ts, in strings: no import leads to them. */
function pages(): string[] {
  const app = readFileSync('miniapp/src/app.config.ts', 'utf8');
  const lists = app.matchAll(/(?:root: '([\w/-]+)',\s*)?(?:name: '[^']*',\s*)?pages: \[([^\]]+)\]/g);
  return [...lists].flatMap(([, root, list]) =>
    [...(list ?? '').matchAll(/'([^']+)'/g)].map(([, page]) => `src/${root ? `${root}/` : ''}${page}.tsx`),
  );
}

/** Tests look into the server with the server's own packages. */
const servers = Object.keys(JSON.parse(readFileSync('server/package.json', 'utf8')).dependencies);

/** Jest comes from the tests workspace; its types are named in the tsconfig of whoever has tests beside the code. */
const beside = { ignoreUnresolved: ['jest'] };

export default {
  // A type that an exported function speaks of may be exported with it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  workspaces: {
    '.': {
      entry: ['scripts/*.mjs'],
      project: ['scripts/**/*.{mjs,cjs}'],
      // Run by path, in check.mjs.
      ignoreDependencies: ['@biomejs/biome'],
    },
    // Its "exports" make every file public; what nobody reads is found by its exports.
    shared: { ...beside, entry: ['**/*.test.ts'], project: ['**/*.ts'], includeEntryExports: true },
    server: { entry: ['src/main.ts', 'src/cli/*.ts', 'src/**/*.test.ts'], project: ['src/**/*.ts'] },
    miniapp: {
      ...beside,
      entry: [
        'src/app.tsx',
        'src/**/*.config.ts',
        'src/custom-tab-bar/index.tsx',
        'config/*.ts',
        'src/**/*.test.{ts,tsx}',
        ...pages(),
      ],
      project: ['src/**/*.{ts,tsx}', 'config/**/*.ts'],
      // Taro's command line loads these by name.
      ignoreDependencies: [
        '@tarojs/plugin-*',
        '@tarojs/react',
        '@tarojs/runtime',
        '@tarojs/taro-loader',
        '@tarojs/webpack5-runner',
        '@tarojs/cli',
        '@pmmmwh/react-refresh-webpack-plugin',
        'react-dom',
      ],
    },
    console: { ...beside, entry: ['src/**/*.test.{ts,tsx}'], project: ['src/**/*.{ts,tsx}'] },
    tests: {
      entry: ['**/*.test.ts', 'bench/*.ts', 'rush/checker.ts'],
      project: ['**/*.ts'],
      ignoreDependencies: servers,
      ignoreBinaries: ['mkfifo', 'redis-server'],
    },
  },
} satisfies KnipConfig;

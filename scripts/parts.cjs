// The parts of the test suite: which files, on what, and how long one test may take. Read by Jest's config and by `npm test`.
module.exports = {
  unit: { name: '单元测试', files: '^(shared|server/src|miniapp/src|console/src)/.+\\.test\\.tsx?$', seconds: 20 },
  api: {
    name: '接口',
    files: '^tests/((sweeps|journeys)/)?[^/]+\\.test\\.ts$',
    seconds: 40,
    // What is refused, or written into headers, before any database is asked: on one database only.
    once: '^tests/sweeps/(odd-json|odd-texts-refused|headers|input|objects|openapi)\\.test\\.ts$',
  },
  weapp: { name: '小程序', files: '^tests/weapp/.+\\.test\\.ts$', seconds: 60 },
  browser: { name: '浏览器', files: '^tests/browser/.+\\.test\\.ts$', seconds: 180 },
};

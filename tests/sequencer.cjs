// The files that take longest go first: the last one would run alone.
const Sequencer = require('@jest/test-sequencer').default;

const LONG = [
  'odd-texts-refused',
  'odd-json',
  'odd-texts-kept',
  'rush.test',
  'roles',
  'refusals',
  'input',
  'once.test',
  'rosters-crash',
  'running',
  'console-membership',
  'phone-membership',
];
const rank = ({ path }) => {
  const at = LONG.findIndex((name) => path.includes(name));
  return at < 0 ? LONG.length : at;
};

module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};

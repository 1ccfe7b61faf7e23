// `npm run lottery -- file.json` (or its address): works a draw out again from its public data, with nothing of the
// server. Says 一致, or the first difference and exit code 1. The bytes are described in docs/lottery.md.
import { createHash, createHmac } from 'node:crypto';
import fs from 'node:fs';

const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
const isHex = (text) => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);

class Difference extends Error {}
function must(right, sentence) {
  if (!right) throw new Difference(sentence);
}

async function read(place) {
  if (!/^https?:\/\//.test(place)) return fs.readFileSync(place, 'utf8');
  const answer = await fetch(place);
  if (!answer.ok) throw new Error(`${place} 回答 ${answer.status}`);
  return answer.text();
}

function checkForm(draw) {
  must(draw?.format === 'niangjia-draw' && draw.version === 1, '不是第 1 版的抽签数据。');
  must(isHex(draw.secret) && isHex(draw.commitment), '密数或承诺值不是 64 位十六进制数。');
  must(Number.isInteger(draw.perPerson) && draw.perPerson >= 0, '每人上限不是整数。');
  must((draw.beacon === null) === (draw.beaconValue === null), '公开数字的名称和数值要么都有，要么都没有。');
  const isPlain = draw.beaconValue === null || /^[0-9A-Z]+$/.test(draw.beaconValue);
  must(isPlain, '公开数字的数值只能是数字和大写字母。');
  must(Array.isArray(draw.kinds), '没有券种。');
  for (const { title, total, entries, winners } of draw.kinds) {
    must(Number.isInteger(total) && total >= 0, `“${title}”的数量不是整数。`);
    must(Array.isArray(entries) && Array.isArray(winners), `“${title}”没有报名或结果。`);
    let before = 0;
    for (const [number, behind, person] of entries) {
      must(Number.isInteger(number) && number > before, `“${title}”编号 ${number} 没有按从小到大排列。`);
      must(behind === 0 || behind === 1, `“${title}”编号 ${number} 的优先标记不是 0 或 1。`);
      const known = draw.perPerson === 0 ? person === 0 : Number.isInteger(person) && person > 0;
      must(known, `“${title}”编号 ${number} 的人次标记不对。`);
      before = number;
    }
  }
}

function seedOf({ secret, beaconValue, kinds }) {
  const hash = createHash('sha256');
  for (const { id, entries } of kinds)
    for (const [number, behind, person] of entries) hash.update(`${id}:${number}:${behind}:${person}\n`, 'utf8');
  return sha256(`niangjia-draw-1\n${secret}\n${beaconValue ?? ''}\n${hash.digest('hex')}`);
}

function ordered(seed, { id, entries }) {
  const key = Buffer.from(seed, 'hex');
  const score = (number) => createHmac('sha256', key).update(`${id}:${number}`, 'utf8').digest('hex');
  return entries
    .map(([number, behind, person]) => ({ number, behind, person, score: score(number) }))
    .sort((one, other) => one.behind - other.behind || (one.score < other.score ? -1 : 1));
}

function winnersOf({ kinds, perPerson }, seed) {
  const had = new Map();
  return kinds.map((kind) => {
    const winners = [];
    for (const { number, person } of ordered(seed, kind)) {
      if (winners.length === kind.total) break;
      const count = had.get(person) ?? 0;
      if (perPerson > 0 && count >= perPerson) continue;
      had.set(person, count + 1);
      winners.push(number);
    }
    return winners;
  });
}

function compare({ title, winners }, again) {
  for (let place = 0; place < Math.max(winners.length, again.length); place += 1) {
    const [said, found] = [winners[place] ?? '无', again[place] ?? '无'];
    must(said === found, `“${title}”第 ${place + 1} 个中签：数据里是 ${said}，重算是 ${found}。`);
  }
}

function check(draw) {
  checkForm(draw);
  const commitment = sha256(draw.secret);
  must(commitment === draw.commitment, `承诺值：数据里是 ${draw.commitment}，密数的摘要是 ${commitment}。`);
  const seed = seedOf(draw);
  console.log(`活动：${draw.campaign?.title}（${draw.campaign?.number}）`);
  console.log(`承诺值：${commitment}（请与报名前公布的核对）`);
  if (draw.beacon !== null) console.log(`公开数字：${draw.beacon}：${draw.beaconValue}（请与公布处核对）`);
  console.log(`种子：${seed}`);
  const again = winnersOf(draw, seed);
  draw.kinds.forEach((kind, nth) => {
    compare(kind, again[nth]);
    console.log(`“${kind.title}”：${kind.entries.length} 人次报名，${kind.total} 张，中签 ${kind.winners.length}。`);
  });
}

const [place] = process.argv.slice(2);
try {
  if (!place) throw new Error('用法：npm run lottery -- 抽签数据文件或网址');
  check(JSON.parse(await read(place)));
  console.log('一致');
} catch (error) {
  console.log(error instanceof Difference ? `不一致：${error.message}` : `没有核对成：${error.message}`);
  process.exitCode = 1;
}

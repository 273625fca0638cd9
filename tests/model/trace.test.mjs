// The trace checker finds nothing in a log of the real functions, and each fault that is planted: in the functions, by
// the mutants of the routing tests, or in the log itself, where a line is taken out or changed.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadLibrary } from '../routing/lib/library.mjs';
import { startRedis } from '../routing/lib/redis.mjs';
import { checkTrace } from './trace.mjs';
import { recordWalk } from './trace/walk.mjs';

const MUTANTS = join(dirname(fileURLToPath(import.meta.url)), '../routing/mutants');
const SEEDS = 12;
const folder = mkdtempSync(join(tmpdir(), 'trace-'));
const log = join(folder, 'log');
let redis;
let clean;

before(async () => {
	redis = await startRedis();
	await loadLibrary(redis.client);
	assert.equal(await recordWalk(redis, log), null);
	clean = readFileSync(log, 'latin1').split('\n');
});
after(async () => {
	await redis.stop();
	rmSync(folder, { recursive: true });
});

test('the real functions keep every property, and nobody is left', () => {
	assert.deepEqual(checkTrace(log, { left: true }).findings, []);
});

for (const name of readdirSync(MUTANTS).filter((file) => file.endsWith('.patch'))) {
	const property = name.replace('.patch', '');
	const patch = readFileSync(join(MUTANTS, name), 'utf8');
	test(`functions in which ${patch.split('\n')[0]}: ${property}`, async () => {
		await loadLibrary(redis.client, patch);
		const path = join(folder, property);
		let findings = [];
		for (let seed = 1; seed <= SEEDS && !findings.some((text) => text.includes(`: ${property} `)); seed++) {
			await recordWalk(redis, path, { seed });
			findings = checkTrace(path, { left: true, most: 1000 }).findings;
		}
		assert.ok(findings.some((text) => text.includes(`: ${property} `)), `only ${JSON.stringify(findings.slice(0, 5))}`);
	});
}

/** The first line of a call by that name that wrote, as its number. */
const callThatWrote = (name) =>
	clean.findIndex((line, i) => line.startsWith('F') && line.includes(`"s1_${name}"`) && clean[i + 1].startsWith('.'));

const FORGERIES = [
	['a message of an old claim is taken', /P13 \S+ took a message of claim 99/, (lines) => {
		const at = callThatWrote('room_append');
		lines[at] = lines[at].replace(/(\{r:\w+\}:") "\d+"/, '$1 "99"');
	}],
	['a message is put where none belongs', /P13 \S+ put a message at 77-0/, (lines) => {
		const at = callThatWrote('room_append') + 1;
		lines[at] = lines[at].replace(/"\d+-0"/, '"77-0"');
	}],
	['a grant that leaves out a key epoch is taken', /P13 \S+ took a message of kind 3 and key epoch 2, the room has 0/, (lines) => {
		const at = callThatWrote('room_append');
		lines[at] = lines[at].replace('"0 1 1 3 ', '"0 1 2 3 ');
	}],
	['a text raises the key epoch', /P13 \S+ has the key epoch 1 after a message of kind 5/, (lines) => {
		const at = callThatWrote('room_append');
		lines[at] = lines[at].replace('"0 1 1 3 ', '"0 1 0 5 ');
	}],
	['a seat is taken without a new claim', /P13 \S+ gave a seat away/, (lines) => {
		const at = callThatWrote('room_attach') + 1;
		// the claim, and the places that are free, before the words
		lines[at] = lines[at].replace(/\\x01((?:\\x00)+1 - )/, '\\x00$1');
	}],
	['a node writes with another epoch than its own', /P11 \S+ wrote with the epoch 999/, (lines) => {
		const at = callThatWrote('y_enq');
		lines[at] = lines[at].replace(/("\{no\}:" "\w+") "\d+"/, '$1 "999"');
	}],
	['a question writes', /P11 the question status wrote/, (lines) => {
		lines.splice(callThatWrote('y_enq'), 0, 'F 1 "s1_status" "1" "{no}:" "x"', '. "INCR" "{no}:seq"');
	}],
	['somebody changes the pool behind the functions\' back', /P1 |P2 |P3 |log: /, (lines) => {
		const at = callThatWrote('accept');
		lines.splice(at, 0, 'C 1 "DEL" "{no}:cfg"');
	}],
	['a function without a lease takes an offer', /P11 alarms, which has no lease, wrote \{no\}:/, (lines) => {
		const at = callThatWrote('accept');
		lines[at] = lines[at].replace('s1_accept', 's1_alarms');
	}],
	['somebody is kept from a visit who never had it', /P4 beef shall not be asked again for /, (lines) => {
		const at = callThatWrote('decline');
		const visit = lines.findIndex((line, i) => i > at && /^\. "HSET" "\{no\}:y:.*"ex" "/.test(line));
		lines[visit] = lines[visit].replace('"ex" "', '"ex" "beef ');
	}],
	['an accepted offer stays', /P1 /, (lines) => {
		const at = callThatWrote('accept');
		const room = lines.findIndex((line, i) => i > at && line.startsWith('. "HSET" "{no}:cc:'));
		lines.splice(room, 1);
	}],
	['the evening is cut off', /P15 /, (lines) => lines.splice(callThatWrote('y_ready') + 20)],
];

for (const [name, pattern, forge] of FORGERIES) {
	test(`a log in which ${name}`, () => {
		const lines = [...clean];
		forge(lines);
		assert.notDeepEqual(lines, clean);
		const path = join(folder, 'forged');
		writeFileSync(path, lines.join('\n'), 'latin1');
		const { findings } = checkTrace(path, { left: true, most: 1000 });
		assert.ok(findings.some((text) => pattern.test(text)), `only ${JSON.stringify(findings.slice(0, 5))}`);
	});
}

test('a command that the checker does not know is not passed over', () => {
	const path = join(folder, 'unknown');
	writeFileSync(path, clean.toSpliced(callThatWrote('y_enq') + 1, 0, '. "LPUSH" "{no}:x" "1"').join('\n'), 'latin1');
	assert.throws(() => checkTrace(path), /LPUSH is not known/);
});

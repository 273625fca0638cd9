// Writes the seeds of the fuzz targets, tests/fuzz/corpus, from the vectors. frame: one usual message of each frame, and
// each short message that must be refused. seal: a byte that names the reader, then what it reads; signer: the same.
// Run it by hand when vectors change; a fuzzer's own finds lie elsewhere.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const LONGEST = 512;
const LONGEST_SEAL = 1200;

const vectorsOf = (name) => JSON.parse(readFileSync(join(root, 'protocol', 'vectors', `${name}.json`), 'utf8'));
const fileName = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

// seeds: pairs of a name and bytes.
function write(subject, seeds) {
	const folder = join(root, 'tests', 'fuzz', 'corpus', subject);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	seeds.forEach(([name, bytes]) => writeFileSync(join(folder, fileName(name)), bytes));
	console.log(`${seeds.length} seeds of ${subject}`);
}

function frameSeeds() {
	const isSeed = ({ name, frame, hex }) => {
		const wanted = frame ? name.endsWith('usual') : !name.endsWith('with a field more');
		return wanted && hex.length / 2 <= LONGEST;
	};
	return vectorsOf('frames')
		.filter(isSeed)
		.map(({ name, hex }) => [name, Buffer.from(hex, 'hex')]);
}

// The readers in the order of fuzz_seal.c, and where their bytes stand in the inputs of which op.
const READERS = 'header statement certificate request offer answer grant confirm say note plain list'.split(' ');
const INPUTS = [
	['statement', 'answer', 'statement'],
	['certificate', 'answer', 'cert'],
	['request', 'check_request', 'request'],
	['request', 'digits', 'request'],
	['offer', 'check_offer', 'offer'],
	['answer', 'check_answer', 'answer'],
	['grant', 'open_grant', 'grant'],
	['confirm', 'check_confirm', 'confirm'],
	['say', 'open_say', 'say'],
	['note', 'open_note', 'note'],
	['header', 'open_say', 'say'],
];

const seed = (reader, name, bytes) => [
	`${reader} ${name}`,
	Buffer.concat([Buffer.from([READERS.indexOf(reader)]), bytes]),
];

function plainOf({ type, seen, body }) {
	const text = Buffer.from(body, 'hex');
	const plain = Buffer.alloc(Math.ceil((19 + text.length) / 256) * 256);
	plain[0] = type;
	seen.forEach((count, i) => plain.writeUInt32BE(count, 1 + 4 * i));
	plain.writeUInt16BE(text.length, 17);
	text.copy(plain, 19);
	return plain;
}

// Lists of keys as they stand in a wrap: how many, then number and key, falling from LIST_EPOCH of fuzz_seal.c.
function listOf(keys) {
	const pairs = keys.map((key, i) => {
		const number = Buffer.alloc(4);
		number.writeUInt32BE(keys.length - i);
		return Buffer.concat([number, key]);
	});
	return Buffer.concat([Buffer.from([keys.length]), ...pairs]);
}

function sealSeeds() {
	const { defs, positive, negative } = vectorsOf('se1');
	const bytesOf = (text) => Buffer.from(text.startsWith('$') ? defs[text.slice(1)] : text, 'hex');
	const vectors = [...positive, ...negative];
	const read = INPUTS.flatMap(([reader, op, key]) =>
		vectors.filter((vector) => vector.op === op).map((vector) => seed(reader, vector.id, bytesOf(vector.in[key]))),
	);
	const plain = positive.filter(({ op }) => op === 'say').map((vector) => seed('plain', vector.id, plainOf(vector.in)));
	const keys = ['ek.4', 'ek.3', 'ek.2', 'ek.1'].map((name) => Buffer.from(defs[name], 'hex'));
	const lists = [seed('list', 'four', listOf(keys)), seed('list', 'rising', listOf(keys.slice(1)))];
	const known = new Set();
	return [...read, ...plain, ...lists].filter(([, bytes]) => {
		const isNew = !known.has(bytes.toString('hex'));
		known.add(bytes.toString('hex'));
		return isNew && bytes.length <= LONGEST_SEAL;
	});
}

// The readers in the order of fuzz_signer.c; statements and requests are those of the vectors.
function signerSeeds() {
	const { defs, positive, negative } = vectorsOf('se1');
	const hexOf = (text) => (text.startsWith('$') ? defs[text.slice(1)] : text);
	const inputsOf = (op, key) =>
		[...positive, ...negative].filter((vector) => vector.op === op).map((vector) => hexOf(vector.in[key]));
	const [statement] = inputsOf('answer', 'statement');
	const [certificate] = inputsOf('answer', 'cert');
	const [request] = inputsOf('digits', 'request');
	const point = request.slice(2 * 19, 2 * (19 + 65));
	const number = '0000000000000001';
	const bytes = (reader, text, encoding) => Buffer.concat([Buffer.from([reader]), Buffer.from(text, encoding)]);
	return [
		['batch', bytes(0, `samtale statements 1\n${statement}\n`)],
		['batch of none', bytes(0, 'samtale statements 1\n')],
		['bundle', bytes(1, `{"roots":["${point}"],"min_serial":1}`)],
		['bundle of none', bytes(1, '{"roots":[],"min_serial":1}')],
		['question', bytes(2, `${number}${'07'.repeat(16)}01${'6b000000'}046f736c6f044b617269${request}`, 'hex')],
		['answer', bytes(3, `${number}00${certificate}`, 'hex')],
		['answer refused', bytes(3, `${number}01`, 'hex')],
	];
}

write('frame', frameSeeds());
write('seal', sealSeeds());
write('signer', signerSeeds());

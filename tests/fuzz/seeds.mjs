// Writes the seeds of fuzz_frame, tests/fuzz/corpus/frame, from the vectors: one usual message of each frame, and each
// short message that must be refused. Run it by hand when a frame is added; a fuzzer's own finds lie elsewhere.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = join(root, 'tests', 'fuzz', 'corpus', 'frame');
const vectors = JSON.parse(readFileSync(join(root, 'protocol', 'vectors', 'frames.json'), 'utf8'));
const LONGEST = 256;

const isSeed = ({ name, frame, hex }) => {
	const wanted = frame ? name.endsWith('usual') : !name.endsWith('with a field more');
	return wanted && hex.length / 2 <= LONGEST;
};
const fileName = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const seeds = vectors.filter(isSeed);
seeds.forEach(({ name, hex }) => writeFileSync(join(folder, fileName(name)), Buffer.from(hex, 'hex')));
console.log(`${seeds.length} seeds`);

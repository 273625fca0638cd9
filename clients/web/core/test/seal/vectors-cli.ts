/**
 * SE1's vectors on the command line, with the words of the C program of the same purpose:
 * `make --seed N --count N` prints fresh ones, `check FILE` ends with 0 when all hold, with 1 when
 * one does not and with 2 for a file that is none. To be put together by vite for node.
 */
import { readFileSync } from 'node:fs';
import { fresh } from './fresh.ts';
import { judge, type VectorFile } from './ops.ts';

async function check(path: string): Promise<number> {
	const file = JSON.parse(readFileSync(path, 'utf8')) as VectorFile;
	const { counts, defs, positive, negative } = file;
	let bad = 0;
	for (const vector of [...positive, ...negative]) {
		const wrong = await judge(vector, defs).catch((error: unknown) => String(error));
		if (wrong !== null) {
			bad++;
			console.error(`${vector.id} ${vector.op}: ${vector.title}: ${wrong.slice(0, 500)}`);
		}
	}
	const all = positive.length + negative.length;
	console.log(`${all} vectors, ${bad} do not hold`);
	const isWhole = counts.positive === positive.length && counts.negative === negative.length;
	return bad === 0 && all > 0 && isWhole ? 0 : 1;
}

async function main(words: readonly string[]): Promise<number> {
	const [act, first, seed, second, count] = words;
	if (act === 'check' && first !== undefined) {
		return check(first).catch((error: unknown) => {
			console.error(String(error));
			return 2;
		});
	}
	if (act === 'make' && first === '--seed' && second === '--count') {
		console.log(JSON.stringify(await fresh(Number(seed), Number(count))));
		return 0;
	}
	console.error('vectors-cli check FILE | make --seed N --count N');
	return 2;
}

process.exitCode = await main(process.argv.slice(2));

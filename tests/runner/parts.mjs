// The table of parts: reading tests/parts.tsv and choosing what a command line asks for. Runs nothing.
import { readFileSync } from 'node:fs';

const TIERS = ['quick', 'full', 'long'];
/** A lane runs one part at a time, beside the others. */
export const LANES = ['cpu', 'sleep', 'idle'];
const COLUMNS = 6;

/** A mistake of whoever called the runner or wrote the table. */
export class UsageError extends Error {}

function parseRow(line, place) {
	const cells = line.split('\t');
	if (cells.length !== COLUMNS) {
		throw new UsageError(`${place}: ${cells.length} columns instead of ${COLUMNS}`);
	}
	const [name, tier, lane, needs, limit, command] = cells;
	if (!TIERS.includes(tier)) throw new UsageError(`${place}: tier ${tier}`);
	if (!LANES.includes(lane)) throw new UsageError(`${place}: lane ${lane}`);
	if (!(Number(limit) > 0)) throw new UsageError(`${place}: limit ${limit}`);
	return {
		name,
		tier,
		lane,
		needs: needs === '-' ? [] : needs.split(','),
		limit: Number(limit),
		command,
	};
}

/** Every part of the table in `file`, in its order. Throws UsageError with file and line. */
export function readParts(file) {
	const parts = readFileSync(file, 'utf8')
		.split('\n')
		.map((line, index) => ({ line, place: `${file}:${index + 1}` }))
		.filter(({ line }) => line.trim() !== '' && !line.startsWith('#'))
		.map(({ line, place }) => parseRow(line, place));
	const twice = parts.find((part, index) => parts.findIndex((p) => p.name === part.name) !== index);
	if (twice) throw new UsageError(`${file}: part ${twice.name} twice`);
	return parts;
}

function named(parts, names) {
	return names.map((name) => parts.find((part) => part.name === name) ?? missing(parts, name));
}

/** The parts of these names and of their families, which have the name and a hyphen before their own: in the table's order. */
function families(parts, names) {
	const isOf = (part, name) => part.name === name || part.name.startsWith(`${name}-`);
	for (const name of names) if (!parts.some((part) => isOf(part, name))) missing(parts, name);
	return parts.filter((part) => names.some((name) => isOf(part, name)));
}

function missing(parts, name) {
	throw new UsageError(`no part named ${name}; there are: ${parts.map((part) => part.name).join(' ')}`);
}

/**
 * The parts that the command line `words` asks for: names, --full with names of families, --full alone, --long with names, or
 * the quick ones.
 */
export function chooseParts(parts, words) {
	const names = words.filter((word) => !word.startsWith('--'));
	const options = words.filter((word) => word.startsWith('--'));
	const unknown = options.find((word) => word !== '--full' && word !== '--long');
	if (unknown) throw new UsageError(`unknown option ${unknown}`);
	const full = options.includes('--full');
	const passing = parts.filter((part) => part.tier === 'quick' || (full && part.tier === 'full'));
	if (names.length > 0) return full ? families(passing, names) : named(parts, names);
	if (options.includes('--long')) {
		const long = parts.filter((part) => part.tier === 'long').map((part) => part.name);
		throw new UsageError(`--long needs a part: ${long.join(' ')}`);
	}
	return passing;
}

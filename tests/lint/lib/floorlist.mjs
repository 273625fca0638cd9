// Reads floors.txt: which floor a file belongs to, what it may include, limits and exceptions. Judges nothing.

class Floors {
	constructor() {
		this.floors = [];
		this.libc = [];
		this.headers = [];
		this.limits = {};
		this.allowed = [];
	}

	/** The floor of a file, or undefined: the longest folder that holds it. */
	floorOf(file) {
		return this.floors
			.filter((floor) => file.startsWith(floor.folder))
			.sort((a, b) => b.folder.length - a.folder.length)[0];
	}

	isLibc(header) {
		return this.libc.some((name) => (name.endsWith('/') ? header.startsWith(name) : header === name));
	}

	/** The `header` row of a foreign header, or undefined. */
	foreign(header) {
		return this.headers.find(({ names }) =>
			names.some((name) => (name.endsWith('/') ? header.startsWith(name) : header === name)),
		);
	}

	isAllowed(rule, file) {
		return this.allowed.some((row) => row.rule === rule && row.file === file);
	}
}

const split = (text) => text.trim().split(/\s+/).filter((word) => word !== '');

const readers = {
	floor(floors, text) {
		const [left, right] = text.split(':');
		const [name, folder] = split(left);
		floors.floors.push({ name, folder, may: split(right) });
	},
	libc(floors, text) {
		floors.libc.push(...split(text));
	},
	header(floors, text) {
		const [left, right] = text.split(':');
		floors.headers.push({ names: split(left), places: split(right) });
	},
	limit(floors, text) {
		const [name, number] = split(text);
		floors.limits[name] = Number(number);
	},
	allow(floors, text) {
		const [rule, file, ...reason] = split(text);
		if (reason.length === 0) throw new Error(`floors.txt: allow ${rule} ${file} has no reason`);
		floors.allowed.push({ rule, file });
	},
};

/** The Floors of a text in the language of floors.txt. Throws on a line that it does not know. */
export function parseFloors(text) {
	const floors = new Floors();
	for (const line of text.split('\n')) {
		if (line.trim() === '' || line.startsWith('#')) continue;
		const [word] = split(line);
		if (!readers[word]) throw new Error(`floors.txt: unknown line: ${line}`);
		readers[word](floors, line.slice(word.length));
	}
	return floors;
}

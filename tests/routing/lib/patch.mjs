// Applies a unified diff to texts in memory. The text that a hunk takes away must stand in its file exactly once: a patch
// that no longer fits fails loudly instead of landing somewhere else.

/** The hunks of a diff as {file, old, fresh}. */
function hunks(patch) {
	const list = [];
	let file = null;
	let hunk = null;
	for (const line of patch.split('\n').slice(0, -1)) {
		if (line.startsWith('--- ')) {
			hunk = null;
		} else if (line.startsWith('+++ ')) {
			file = line.slice(4).replace(/^b\//, '');
		} else if (line.startsWith('@@')) {
			hunk = { file, old: [], fresh: [] };
			list.push(hunk);
		} else if (hunk) {
			if (!line.startsWith('+')) hunk.old.push(line.slice(1));
			if (!line.startsWith('-')) hunk.fresh.push(line.slice(1));
		}
	}
	return list;
}

/** files: a map of path to text, changed in place. */
export function applyPatch(files, patch) {
	const list = hunks(patch);
	if (list.length === 0) throw new Error('a patch without a hunk');
	for (const { file, old, fresh } of list) {
		const text = files.get(file);
		const from = `${old.join('\n')}\n`;
		const places = text === undefined ? 0 : text.split(from).length - 1;
		if (places !== 1) throw new Error(`${file}: the patch fits ${places} times:\n${from}`);
		files.set(file, text.replace(from, () => `${fresh.join('\n')}\n`));
	}
}

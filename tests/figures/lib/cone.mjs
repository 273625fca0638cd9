// Which of some numbers have to be 0, when none is below 0 and some sums of them are 0. A way to move all of them but those is
// looked for by the simplex method with Bland's rule: a variable that may grow while no other falls below 0 has moved.

const NOTHING = 1e-9;
const TURNS = 20000; // rounding could make it turn in a circle

export class Cone {
	// rows: arrays of [name, factor], each a sum that is 0.
	constructor(rows) {
		this.names = [...new Set(rows.flatMap((row) => row.map(([name]) => name)))];
		const at = new Map(this.names.map((name, i) => [name, i]));
		this.rows = [];
		this.basis = []; // by row: the variable that the row says, as minus the others
		for (const row of rows) {
			const dense = new Float64Array(this.names.length);
			for (const [name, factor] of row) dense[at.get(name)] += factor;
			this.#take(dense);
		}
	}

	#take(dense) {
		this.basis.forEach((variable, r) => subtract(dense, this.rows[r], dense[variable]));
		const pivot = dense.findIndex((factor) => Math.abs(factor) > NOTHING);
		if (pivot < 0) return;
		this.rows.push(dense);
		this.basis.push(pivot);
		this.#pivot(this.rows.length - 1, pivot);
	}

	#pivot(r, variable) {
		const by = this.rows[r][variable];
		this.rows[r].forEach((factor, i) => { this.rows[r][i] = factor / by; });
		this.rows.forEach((row, i) => { if (i !== r) subtract(row, this.rows[r], row[variable]); });
		this.basis[r] = variable;
	}

	// What grows when these are to grow together: the variables that move; none: they have to be 0.
	#ray(undecided) {
		for (let turn = 0; turn < TURNS; turn++) {
			const gain = Float64Array.from(this.names, (_, i) => Number(undecided.has(i)));
			this.basis.forEach((variable, r) => subtract(gain, this.rows[r], gain[variable]));
			const entering = gain.findIndex((factor) => factor > NOTHING);
			if (entering < 0) return [];
			const blocking = this.rows.map((row, r) => [this.basis[r], r]).filter(([, r]) => this.rows[r][entering] > NOTHING);
			if (blocking.length === 0) {
				return [entering, ...this.basis.filter((_, r) => this.rows[r][entering] < -NOTHING)];
			}
			const [, r] = blocking.reduce((first, one) => (one[0] < first[0] ? one : first));
			this.#pivot(r, entering);
		}
		throw new Error('no end is found');
	}

	zeros() {
		const undecided = new Set(this.names.keys());
		for (let moved = this.#ray(undecided); moved.length > 0; moved = this.#ray(undecided)) {
			for (const variable of moved) undecided.delete(variable);
		}
		return [...undecided].map((i) => this.names[i]);
	}
}

function subtract(row, other, factor) {
	if (Math.abs(factor) <= NOTHING) return;
	for (let i = 0; i < row.length; i++) {
		row[i] -= factor * other[i];
		if (Math.abs(row[i]) <= NOTHING) row[i] = 0;
	}
}

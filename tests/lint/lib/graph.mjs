// Circles in a directed graph: the strongly connected components of more than one node (Tarjan, 1972).

/** `edges` is a Map from node to a Set of nodes. Returns the circles, each a sorted list of nodes. */
export function findCircles(edges) {
	const index = new Map();
	const low = new Map();
	const stack = [];
	const onStack = new Set();
	const circles = [];
	const visit = (node) => {
		index.set(node, index.size);
		low.set(node, index.get(node));
		stack.push(node);
		onStack.add(node);
		for (const next of edges.get(node) ?? []) {
			if (!index.has(next)) {
				visit(next);
				low.set(node, Math.min(low.get(node), low.get(next)));
			} else if (onStack.has(next)) {
				low.set(node, Math.min(low.get(node), index.get(next)));
			}
		}
		if (low.get(node) !== index.get(node)) return;
		const circle = stack.splice(stack.lastIndexOf(node));
		circle.forEach((member) => onStack.delete(member));
		if (circle.length > 1) circles.push(circle.sort());
	};
	for (const node of edges.keys()) if (!index.has(node)) visit(node);
	return circles;
}

/** Adds an edge, making the nodes as needed; an edge to oneself is no edge. */
export function addEdge(edges, from, to) {
	for (const node of [from, to]) if (!edges.has(node)) edges.set(node, new Set());
	if (from !== to) edges.get(from).add(to);
}

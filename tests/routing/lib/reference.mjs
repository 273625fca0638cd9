// A second opinion on who may serve whom, written from the specification and not from the functions: for the properties
// that fsck cannot see because they speak of the moment of offering (P5, P6, P8).

const words = (text) => (text ?? '').split(' ').filter(Boolean);

export function maySpeak(visit, person) {
	const wanted = words(visit.l);
	const written = words(person.l);
	return wanted.length === 0 || wanted.some((code) => written.includes(code) || (code === 'nn' && written.includes('nb')));
}

/** May the counsellor serve the visit at its present level? */
export function mayServe(visit, person, cid) {
	const homes = [person.m, person.li].filter(Boolean);
	if (!words(person.t).includes(visit.t) || !maySpeak(visit, person)) return false;
	if (words(visit.ex).includes(cid) || words(visit.av).some((code) => homes.includes(code))) return false;
	if (visit.w === '1') return person.m === visit.m;
	if (visit.w === '2' && homes.includes(visit.m)) return false;
	const own = visit.m !== '' && visit.w !== '2' && person.m === visit.m;
	const widest = person.m === '' ? 2 : Number(person.sc);
	const near = person.m !== '' && visit.co !== '' && person.co === visit.co && visit.lv >= '1' && widest >= 1;
	return own || near || (visit.lv === '2' && widest === 2);
}

const bias = (visit, person, bonus) =>
	(visit.m !== '' && visit.w !== '2' && person.m === visit.m ? bonus : 0);

/** Waiting visits that this counsellor should have been offered before the one it was offered. */
export function overtaken(waiting, chosen, person, cid, bonus) {
	const rank = (visit) => Number(visit.eff) - bias(visit, person, bonus);
	return waiting.filter((visit) => mayServe(visit, person, cid) && rank(visit) < rank(chosen));
}

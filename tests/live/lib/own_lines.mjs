// What an owner writes before the agency opens: who answers and whom they work with, in words that are no other agency's.

const LINES = /^(answers|works_with)\./;

/** Adds the slug to each of these lines that has a text, as somebody who may. Resolves to the changes. */
export async function writeOwnLines(admin, slug) {
	const { fields } = (await admin.get(`/api/v1/agency?slug=${slug}`)).data;
	const was = Object.fromEntries(Object.entries(fields).filter(([field, text]) => LINES.test(field) && text !== ''));
	const changes = Object.fromEntries(Object.entries(was).map(([field, text]) => [field, `${text} (${slug})`]));
	const { status, error } = await admin.post('/api/v1/agency', { slug, changes, was });
	if (status !== 200) throw new Error(`the own lines of ${slug}: ${status} ${JSON.stringify(error)}`);
	return { changes, was };
}

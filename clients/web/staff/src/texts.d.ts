/**
 * The dictionaries, made by the build from config/texts: what this client's sources name, under
 * short keys.
 */
declare module 'virtual:texts/*' {
	const texts: Readonly<Record<string, string>>;
	export default texts;
	/** Keys whose text stands in bokmål. */
	export const inNb: readonly string[];
}

/** The dictionaries that vite.shared.ts makes of config/texts. */
declare module 'virtual:texts/*' {
	const texts: Readonly<Record<string, string>>;
	export const inNb: readonly string[];
	export default texts;
}

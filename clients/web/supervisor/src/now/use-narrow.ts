/** Whether the window is so narrow, or its text so large, that tables become lists. */
import { useEffect, useState } from 'preact/hooks';

const NARROW = '(max-width: 899px)';

export function useNarrow(): boolean {
	const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
	useEffect(() => {
		const query = matchMedia(NARROW);
		const onChange = (): void => setNarrow(query.matches);
		query.addEventListener('change', onChange);
		return () => query.removeEventListener('change', onChange);
	}, []);
	return narrow;
}

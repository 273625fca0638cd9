/** Which screen stands now. */
import type { ComponentType } from 'preact';
import type { Step } from '../state.ts';
import { Bar } from './bar.tsx';
import { ComingScreen } from './coming.tsx';
import { usePage } from './context.ts';
import { DoorScreen } from './door.tsx';
import { KnowScreen } from './know.tsx';
import { PlaceScreen } from './place.tsx';

/** The others come with the later parts of the page. */
const FIRST: { [step in Step]?: ComponentType } = {
	door: DoorScreen,
	know: KnowScreen,
	place: PlaceScreen,
};

export function App() {
	const { state, entrance } = usePage();
	const screens: typeof FIRST = {
		...FIRST,
		...entrance.rest?.SCREENS,
		...entrance.late?.SCREENS,
	};
	const Screen = screens[state.step] ?? ComingScreen;
	return (
		<>
			<Bar />
			<Screen />
		</>
	);
}

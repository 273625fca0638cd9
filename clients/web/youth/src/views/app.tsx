/** Which screen stands now. */
import type { ComponentType } from 'preact';
import type { Step } from '../state.ts';
import { AfterScreen } from './after.tsx';
import { Bar } from './bar.tsx';
import { ChooseScreen } from './choose.tsx';
import { usePage } from './context.ts';
import { DoorScreen } from './door.tsx';
import { KnowScreen } from './know.tsx';
import { PlaceScreen } from './place.tsx';
import { TalkScreen } from './talk.tsx';
import { WaitScreen } from './wait.tsx';

const SCREENS: Record<Step, ComponentType> = {
	door: DoorScreen,
	know: KnowScreen,
	place: PlaceScreen,
	choose: ChooseScreen,
	wait: WaitScreen,
	talk: TalkScreen,
	after: AfterScreen,
};

export function App() {
	const Screen = SCREENS[usePage().state.step];
	return (
		<>
			<Bar />
			<Screen />
		</>
	);
}

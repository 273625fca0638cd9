/** The whole page: which screen the state asks for, and what stands above every screen. */
import type { I18n } from '@samtale/core/i18n';
import { DeskContext } from '../context.ts';
import type { Desk } from '../desk.ts';
import { useDeskKeys } from '../keys.ts';
import type { Names } from '../names.ts';
import { isLost } from '../state.ts';
import { NbText } from '@samtale/staff/views/nb-text';
import { Screen } from './screens.tsx';
import { Sheets } from './sheets.tsx';
import { Strips } from './strips.tsx';
import { TopBar } from './top-bar.tsx';

interface AppProps {
	desk: Desk;
	i18n: I18n;
	inNb: ReadonlySet<string>;
	/** Read while drawing, so that a directory that arrives late is drawn too. */
	names(): Names;
	/** As of the context. */
	cards(languages: readonly string[]): Promise<I18n>;
	page: { profile: string; delete_minutes?: number; practice?: { agency: string } };
}

export function App({ desk, i18n, inNb, names, cards, page }: AppProps) {
	const state = desk.state.value;
	const now = desk.now.value;
	const lost = isLost(state, now) && state.person !== null && state.screen !== 'elsewhere';
	const room = state.rooms.find(({ id }) => id === state.active) ?? null;
	const duty = room?.hand === 'hold' && room.ended === '';
	const scene = { acts: desk, state, room, now };
	useDeskKeys(scene);
	const context = {
		i18n,
		inNb,
		names: names(),
		cards,
		agency: state.person?.agencyName ?? '',
		practice: page.practice?.agency ?? '',
		region: state.person?.region ?? '',
		acts: desk,
		graceRoom: desk.graceRoom.value,
		deleteMinutes: page.delete_minutes ?? 0,
		choices: desk.shift.choices,
	};
	return (
		<DeskContext.Provider value={context}>
			<div
				class="desk"
				data-screen={state.screen}
				data-pane={room === null ? 'none' : duty || desk.pane.state.value.opened > 0 ? 'open' : 'shut'}
				data-duty={duty}
			>
				<div class="top">
					{page.profile === 'demo' && (
						<p class="demo" data-test="demo">
							<NbText text="staff.demo" />
						</p>
					)}
					<TopBar state={state} lost={lost} />
				</div>
				<Strips desk={desk} state={state} lost={lost} now={now} />
				<Screen state={state} desk={desk} i18n={i18n} now={now} />
			</div>
			<Sheets scene={scene} />
		</DeskContext.Provider>
	);
}

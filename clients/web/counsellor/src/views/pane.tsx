/**
 * The pane beside the rooms: what is known of the active one, its notes, services to refer to. All
 * pages are there, so that what stands in a field stays; one is shown. A new page is one row of PAGES.
 */
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { useDesk } from '../context.ts';
import { unreadNotes } from '../notes.ts';
import type { PanePage } from '../pane-desk.ts';
import type { Room } from '../rooms.ts';
import { About } from './about.tsx';
import { Notes, noteFieldId } from './notes.tsx';
import { Services, SEARCH_ID } from './services.tsx';

interface Page {
	page: PanePage;
	view: ComponentType<{ room: Room }>;
	/** What has the focus when somebody asks for the page. */
	focus(room: Room): string;
}

const tabId = (page: PanePage): string => `tab-${page}`;
const PAGES: readonly Page[] = [
	{ page: 'about', view: About, focus: () => tabId('about') },
	{ page: 'notes', view: Notes, focus: (room) => noteFieldId(room.number) },
	{ page: 'services', view: Services, focus: () => SEARCH_ID },
];

/** Arrows go from page to page, as in any row of tabs. */
function Tabs({ room, shown }: { room: Room; shown: PanePage }) {
	const { acts } = useDesk();
	const onKey = (event: KeyboardEvent): void => {
		const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
		if (step !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
			event.preventDefault();
			const at = PAGES.findIndex(({ page }) => page === shown);
			const { page } = PAGES[(at + step + PAGES.length) % PAGES.length]!;
			acts.pane.turn(page);
			document.getElementById(tabId(page))?.focus();
		}
	};
	return (
		<div class="tabs" role="tablist" onKeyDown={onKey}>
			{PAGES.map(({ page }) => (
				<button
					key={page}
					type="button"
					role="tab"
					id={tabId(page)}
					aria-selected={page === shown}
					aria-controls={`page-${page}`}
					tabIndex={page === shown ? 0 : -1}
					data-test={`tab-${page}`}
					onClick={() => acts.pane.turn(page)}
				>
					<NbText text={`staff.pane.${page}`} />
					{page === 'notes' && unreadNotes(room.notes) > 0 && <Icon name="locked" />}
				</button>
			))}
		</div>
	);
}

export function Pane({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	const { page: shown, opened } = acts.pane.state.value;
	useEffect(() => {
		const page = PAGES.find(({ page }) => page === shown);
		if (page !== undefined && acts.pane.takesFocus()) {
			document.getElementById(page.focus(room))?.focus();
		}
	}, [opened]);
	return (
		<aside class="pane" aria-label={i18n.t('staff.pane.label', { n: room.number })}>
			<Tabs room={room} shown={shown} />
			<button
				type="button"
				class="ds-button small pane-close"
				data-variant="tertiary"
				data-test="pane-close"
				onClick={() => acts.pane.close()}
			>
				<NbText text="staff.pane.close" />
			</button>
			{PAGES.map(({ page, view: View }) => (
				<div
					key={page}
					class="body"
					role="tabpanel"
					id={`page-${page}`}
					aria-labelledby={tabId(page)}
					hidden={page !== shown}
				>
					<View room={room} />
				</div>
			))}
		</aside>
	);
}

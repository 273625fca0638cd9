/** The bar above everything: who watches, the tabs, from when the figures are, alarms. */
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { SheetButtons } from '@samtale/staff/views/sheet-buttons';
import { usePage } from '../context.ts';
import { tabsOf, type Tab } from '../tabs.ts';
import { timeToSecond } from '../times.ts';
import { AlarmState } from './alarms.tsx';

function Tabs({ shown }: { shown: string }) {
	const { i18n, live } = usePage();
	const tabs = tabsOf(live.person.value?.role ?? '');
	return (
		<nav class="seg" aria-label={i18n.t('live.nav')}>
			{tabs.map(({ id }) => (
				<a
					key={id}
					href={`#${id}`}
					aria-current={id === shown ? 'page' : undefined}
					data-test={`tab-${id}`}
				>
					<NbText text={`live.tab.${id}`} />
				</a>
			))}
		</nav>
	);
}

/** Of when the figures are. While the line is up that is now, also when nothing has changed for a while. */
function Updated() {
	const { i18n, live, names } = usePage();
	const at = live.scene.at.value;
	const isUp = live.lostAt.value === 0 && !live.frozen.value && live.refused.value === '';
	const time = timeToSecond(i18n, isUp ? Math.max(at, live.beat.value) : at, names.zone);
	return (
		<span class="small updated" data-test="updated">
			<span class="spare">
				<NbText text="live.scope.pool" />
				{' · '}
			</span>
			{at === 0 ? (
				<NbText text="live.waiting_first" />
			) : (
				<NbText text="live.updated" params={{ time }} />
			)}
		</span>
	);
}

export function Bar({ shown }: { shown: Tab['id'] | undefined }) {
	const { live, keys, sheet } = usePage();
	const person = live.person.value;
	return (
		<header class="bar">
			<span class="name">
				<NbText text="staff.title" />
			</span>
			{person === null ? (
				<span class="muted">
					<NbText text="staff.login.for" />
				</span>
			) : (
				<span class="who">
					<b>{person.alias}</b>
					<span class="muted">
						<NbText text={`common.role.${person.role}`} />, {person.agencyName}
					</span>
				</span>
			)}
			{shown !== undefined && <Tabs shown={shown} />}
			{shown === 'now' && <Updated />}
			{person !== null && (
				<span class="row tight push">
					{live.lostAt.value !== 0 && (
						<span class="tag bad" role="status">
							<Icon name="noline" />
							<NbText text="staff.lost.bar" />
						</span>
					)}
					<AlarmState />
					{shown !== undefined && <SheetButtons keys={keys} show={(name) => void (sheet.value = name)} />}
					<a class="ds-button small spare" data-variant="tertiary" href="/desk">
						<NbText text="live.desk" />
					</a>
					<button
						type="button"
						class="ds-button small"
						data-variant="secondary"
						data-test="logout"
						onClick={() => live.logout()}
					>
						<NbText text="live.logout" />
					</button>
				</span>
			)}
		</header>
	);
}
